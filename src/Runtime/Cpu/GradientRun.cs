namespace SparseLsr.Gen.Cpu;

/// <summary>A run of classes whose gradient has the same terms: from where it is made, and where to.</summary>
internal readonly unsafe struct GradientRun<TNumber>
    where TNumber : unmanaged
{
    public required TNumber* Exponentials { get; init; }

    /// <summary>The logits, which only some gradients read.</summary>
    public required TNumber* Logits { get; init; }

    public required TNumber* Gradient { get; init; }

    public required GradientTerms Terms { get; init; }
}
