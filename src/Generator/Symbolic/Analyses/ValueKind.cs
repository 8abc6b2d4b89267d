namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>What the value of an expression can be used as.</summary>
[Flags]
internal enum ValueKind
{
    Number = 1,
    Condition = 2,

    /// <summary>The constants 0 and 1, which are also false and true.</summary>
    Either = Number | Condition,
}
