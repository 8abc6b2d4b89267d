namespace SparseLsr.Gen.Cpu;

/// <summary>A row's scalars for the gradient exp·(others − entropy·(z − m′)) + mean of its other classes.</summary>
internal readonly record struct GradientTerms(double Others, double Entropy, double Mean, double Maximum)
{
    /// <summary>The same for exponentials relative to another logit.</summary>
    public GradientTerms Rescaled(double factor) => new(Others * factor, Entropy * factor, Mean, Maximum);
}
