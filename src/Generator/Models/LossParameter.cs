namespace SparseLsr.Gen.Generator.Models;

/// <summary>One of the loss's own parameters.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Default">The default value of a number, or null where the declaration gives none.</param>
/// <param name="Description">The text of the declaration's <c>param</c> tag, empty if it has none.</param>
/// <param name="Range">The values that a number can have, a learned one at first; null for all numbers.</param>
internal sealed record LossParameter(string Name, ParameterKind Kind, double? Default, string Description, ParameterRange? Range = null)
{
    /// <summary>Whether it comes with each row.</summary>
    public bool IsInput => Kind is ParameterKind.RowInput or ParameterKind.ClassInput;
}
