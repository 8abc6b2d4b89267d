using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>A row's gradient whose scalars are known and which is not yet, or not completely, written.</summary>
internal unsafe struct DeferredGradient<TNumber>
    where TNumber : unmanaged
{
    public TNumber* Logits;
    public TNumber* Destination;
    public RowGradient<double, Float64Math> Gradient;
    public long Target;

    /// <summary>How many classes have been written.</summary>
    public long Written;

    /// <summary>Whether there is one.</summary>
    public bool HasPending;
}
