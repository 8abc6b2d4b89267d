namespace SparseLsr.Gen.Gpu.Cuda;

/// <summary>Turns the driver's codes into exceptions.</summary>
internal static class CudaErrors
{
    private const int OutOfMemory = 2;

    /// <exception cref="GpuException">The code is an error.</exception>
    public static void Check(this ICudaDriver driver, int code, string action, string log = "")
    {
        if (code != 0)
            throw new GpuException($"{action} failed with {driver.Describe(code)} (code {code}). {Cure(code)}{(log.Length > 0 ? "\n" + log : "")}", code);
    }

    /// <exception cref="GpuException">There is no driver.</exception>
    public static GpuException NoDriver(Exception exception) => new(
        "The NVIDIA driver cannot be loaded (libcuda.so.1, on Windows nvcuda.dll): install it, or move logits and targets to the CPU.",
        0, exception);

    /// <exception cref="GpuException">The program is built for native AOT.</exception>
    public static GpuException NoDynamicCode() => new(
        "ILGPU compiles the kernels while the program runs, and the program is built without dynamic code: set the property "
        + "PublishAot to false in the project, or write '#:property PublishAot=false' in an app of one file.", 0);

    private static string Cure(int code) => code switch
    {
        OutOfMemory => "The device's memory is full: free tensors, or use smaller batches; later calls work again.",
        3 or 4 => "The driver is shutting down, or was never started: use losses only while the process runs.",
        100 or 101 => "There is no such device: check CUDA_VISIBLE_DEVICES, or move logits and targets to the CPU.",
        200 or 209 or 218 or 221 => "The driver does not accept the kernel: update it to one of CUDA 11.8 or newer.",
        222 => "The driver is too old for the kernel: update it to one of CUDA 11.8 or newer.",
        201 or 709 => "The device's primary context is gone: it was reset while losses were in use; restart the process.",
        701 => "The kernel does not fit on this device: report it, with the device's name, to the authors of SparseLsr.Gen.",
        700 or 714 or 715 or 716 or 717 or 718 or 719 => "A kernel of this process has failed before, and the device's context with it: restart the process; "
            + "CUDA_LAUNCH_BLOCKING=1 shows which operation it was.",
        _ => "Nothing was started; the tensors are as they were.",
    };
}
