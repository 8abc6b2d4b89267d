namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The element types that targets come in.</summary>
internal interface ITargets<TTarget>
    where TTarget : unmanaged
{
    static abstract long Class(TTarget target);
}

/// <summary>int64.</summary>
internal readonly struct Int64Targets : ITargets<long>
{
    public static long Class(long target) => target;
}

/// <summary>int32.</summary>
internal readonly struct Int32Targets : ITargets<int>
{
    public static long Class(int target) => target;
}
