namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>How a float is rounded to an integer.</summary>
internal interface IRounding
{
    static abstract MidpointRounding Mode { get; }
}
