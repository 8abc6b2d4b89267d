namespace SparseLsr.Gen.Cpu;

/// <summary>A run of classes whose gradient has the same terms: from where it is made, and where to.</summary>
internal unsafe struct GradientRun<TNumber>
    where TNumber : unmanaged
{
    public TNumber* Exponentials;

    /// <summary>The logits, which only some gradients read.</summary>
    public TNumber* Logits;

    public TNumber* Gradient;

    public GradientTerms Terms;
}
