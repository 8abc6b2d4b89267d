using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>Successive classes whose gradient is made from the same scalars, and where it is read from and written to.</summary>
internal unsafe struct GradientRun<TNumber>
    where TNumber : unmanaged
{
    public TNumber* Exponentials;

    /// <summary>The logits, which only some gradients read.</summary>
    public TNumber* Logits;

    public TNumber* Destination;

    /// <summary>The row's scalars, for exponentials relative to the logit that those of this run are relative to.</summary>
    public RowGradient<double, Float64Math> Gradient;

    /// <summary>Takes the row's scalars for exponentials that are smaller by a factor than those relative to m′.</summary>
    /// <remarks>Field by field: a struct that is copied right after it was filled waits for the cache.</remarks>
    public void SetRescaled(in RowGradient<double, Float64Math> gradient, double factor)
    {
        Gradient.Others = gradient.Others * factor;
        Gradient.Entropy = gradient.Entropy * factor;
        Gradient.Mean = gradient.Mean;
        Gradient.Maximum = gradient.Maximum;
    }
}
