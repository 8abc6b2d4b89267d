namespace SparseLsr.Gen.Gpu.Cuda;

/// <summary>The few functions of the CUDA driver that start a kernel in a device's primary context, which is the one that torch works in.</summary>
/// <remarks>Each returns the driver's own code; 0 is success.</remarks>
internal unsafe interface ICudaDriver
{
    int Initialize();

    int GetDevice(int ordinal, out int device);

    int GetAttribute(CudaAttribute attribute, int device, out int value);

    int RetainPrimaryContext(int device, out nint context);

    int PushContext(nint context);

    int PopContext();

    /// <summary>Memory of the host that every device can write to.</summary>
    int AllocateHost(nuint bytes, out nint address);

    /// <summary>Translates PTX for the context's device.</summary>
    /// <param name="ptx">The text, ended by a 0.</param>
    /// <param name="module">The module.</param>
    /// <param name="log">What the driver's compiler has to say of an error.</param>
    int LoadModule(ReadOnlySpan<byte> ptx, out nint module, out string log);

    int GetFunction(nint module, string name, out nint function);

    /// <summary>Lets a kernel have dynamic shared memory: more than 48 KiB is to be asked for.</summary>
    int AllowSharedBytes(nint function, int bytes);

    /// <summary>Queues a kernel on the default stream of the context, on which torch works too.</summary>
    int Launch(nint function, KernelGrid grid, void** parameters);

    /// <summary>The name and the meaning of a code.</summary>
    string Describe(int code);
}

/// <summary>What can be asked of a device, by the driver's own numbers.</summary>
internal enum CudaAttribute
{
    MaxThreadsPerBlock = 1,
    WarpSize = 10,
    Multiprocessors = 16,
    CapabilityMajor = 75,
    CapabilityMinor = 76,
    SharedBytesPerMultiprocessor = 81,
    SharedBytesPerBlock = 97, // with opt-in
}
