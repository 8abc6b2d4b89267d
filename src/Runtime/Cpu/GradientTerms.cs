namespace SparseLsr.Gen.Cpu;

/// <summary>A row's scalars for the gradient exp·(others − entropy·(z − m′)) + mean of its other classes.</summary>
/// <remarks>Set and read number by number: a struct copied right after it was filled waits for the cache.</remarks>
internal struct GradientTerms
{
    public double Others;
    public double Entropy;
    public double Mean;
    public double Maximum;

    /// <summary>Takes the terms for exponentials relative to another logit than m′.</summary>
    public void SetRescaled(in GradientTerms terms, double factor)
    {
        Others = terms.Others * factor;
        Entropy = terms.Entropy * factor;
        Mean = terms.Mean;
        Maximum = terms.Maximum;
    }
}
