namespace SparseLsr.Gen.Gpu;

/// <summary>The CUDA driver could not do what a loss asked of it; the message names the kernel, the driver's code, and the cure.</summary>
public sealed class GpuException : Exception
{
    internal GpuException(string message, int code, Exception? innerException = null)
        : base(message, innerException) =>
        Code = code;

    /// <summary>The driver's code, a <c>CUresult</c>; 0 where there is no driver.</summary>
    public int Code { get; }
}
