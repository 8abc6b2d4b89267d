namespace SparseLsr.Gen.Cpu;

/// <summary>A row's gradient that is known but not yet, or not wholly, written.</summary>
internal unsafe struct PendingGradient<TNumber>
    where TNumber : unmanaged
{
    public TNumber* Logits;
    public TNumber* Gradient;
    public GradientTerms Terms;
    public long Target;
    public double TargetGradient;

    /// <summary>How many classes have been written.</summary>
    public long Written;

    /// <summary>Whether there is one.</summary>
    public bool Waits;
}
