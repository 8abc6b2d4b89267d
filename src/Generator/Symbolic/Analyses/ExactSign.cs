namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>
/// The sign of a value in exact arithmetic on a row of finite logits with at least two classes. A value that has one can be 0 only
/// because it underflows, or in the limit of an infinite logit: a quotient of it by itself is 1.
/// </summary>
internal enum ExactSign
{
    /// <summary>Not known; the value can be 0.</summary>
    Unknown,
    Positive,
    Negative,
}
