namespace SparseLsr.Gen.Gpu;

/// <summary>A device that starts kernels over memory which torch holds, behind what torch has started before.</summary>
internal interface IGpuDevice : IKernelLauncher
{
    /// <summary>Where its kernels tell of targets that are no class.</summary>
    HostFlag Flag { get; }

    /// <summary>Whether it can round two numbers to bfloat16 or float16 at once, as the kernels for these do.</summary>
    bool RoundsPairs { get; }
}
