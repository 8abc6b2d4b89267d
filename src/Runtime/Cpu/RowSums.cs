namespace SparseLsr.Gen.Cpu;

/// <summary>A row's sums so far, in float64, relative to a reference logit that only rises.</summary>
internal struct RowSums
{
    private double _sum;
    private double _offsets;
    private double _weighted;
    private long _others;

    public RowSums() => Reference = double.NegativeInfinity;

    /// <summary>What exponentials and offsets are relative to; −∞ while every class so far was masked.</summary>
    public double Reference { get; set; }

    /// <summary>Takes a higher reference.</summary>
    public void Raise(double reference)
    {
        double fall = Reference - reference;
        double factor = Math.Exp(fall);
        _weighted = (_weighted + fall * _sum) * factor;
        _sum *= factor;
        _offsets += _others * fall;
        Reference = reference;
    }

    /// <summary>Adds the sums of a block of other classes.</summary>
    public void Add(double sum, double offsets, double weighted, long others)
    {
        _sum += sum;
        _offsets += offsets;
        _weighted += weighted;
        _others += others;
    }

    /// <summary>Hands the sums over, relative to the row's maximum.</summary>
    public void Complete(double targetLogit, double maximum, ref RowStatistics statistics)
    {
        if (Reference < maximum)
            Raise(maximum);
        double meanOffset = (_offsets + (targetLogit - maximum)) / statistics.Classes;
        statistics.Collect(targetLogit, maximum, _sum, meanOffset, _weighted);
    }
}
