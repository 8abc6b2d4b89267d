namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What the sums of a row come from.</summary>
internal interface IRowSource
{
    static abstract bool IsPartial { get; }
}

/// <summary>Its logits.</summary>
internal readonly struct LogitSource : IRowSource
{
    public static bool IsPartial => false;
}

/// <summary>The sums of its chunks.</summary>
internal readonly struct PartialSource : IRowSource
{
    public static bool IsPartial => true;
}
