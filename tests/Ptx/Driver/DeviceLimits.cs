using SparseLsr.Gen.Gpu.Cuda;

namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>What a device has.</summary>
/// <param name="Capability">Its compute capability.</param>
/// <param name="Multiprocessors">Its multiprocessors.</param>
/// <param name="MaxThreadsPerGroup">The most threads of a block.</param>
/// <param name="SharedBytesPerMultiprocessor">The shared memory of a multiprocessor.</param>
/// <param name="SharedBytesPerBlock">The most of it that a block may ask for.</param>
internal sealed record DeviceLimits(
    (int Major, int Minor) Capability, int Multiprocessors, int MaxThreadsPerGroup, int SharedBytesPerMultiprocessor,
    int SharedBytesPerBlock)
{
    public static DeviceLimits A100 { get; } = new((8, 0), 108, 1024, 164 << 10, 163 << 10);

    public static DeviceLimits L4 { get; } = new((8, 9), 58, 1024, 100 << 10, 99 << 10);

    public static DeviceLimits H100 { get; } = new((9, 0), 132, 1024, 228 << 10, 227 << 10);

    public int Attribute(CudaAttribute attribute) => attribute switch
    {
        CudaAttribute.MaxThreadsPerBlock => MaxThreadsPerGroup,
        CudaAttribute.WarpSize => Execution.Warp.Lanes,
        CudaAttribute.Multiprocessors => Multiprocessors,
        CudaAttribute.CapabilityMajor => Capability.Major,
        CudaAttribute.CapabilityMinor => Capability.Minor,
        CudaAttribute.SharedBytesPerMultiprocessor => SharedBytesPerMultiprocessor,
        CudaAttribute.SharedBytesPerBlock => SharedBytesPerBlock,
        _ => throw new ArgumentOutOfRangeException(nameof(attribute), attribute, null),
    };
}
