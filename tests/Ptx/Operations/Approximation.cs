namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>How approximate instructions err, within what the PTX ISA allows them.</summary>
internal enum Approximation
{
    /// <summary>Not at all: results are those of exact arithmetic, rounded.</summary>
    None,

    /// <summary>Every result is above the exact one by as much as is allowed.</summary>
    High,

    /// <summary>Every result is below the exact one by as much as is allowed.</summary>
    Low,

    /// <summary>By an amount that depends on the operand alone, as a device's does.</summary>
    Scattered,
}
