namespace SparseLsr.Gen.Generator.Models;

/// <summary>One of the loss's own parameters, always a <c>double</c>.</summary>
/// <param name="Default">The default value, or null where the declaration gives none.</param>
/// <param name="Description">The text of the declaration's <c>param</c> tag, empty if it has none.</param>
/// <param name="Range">The values that it can have, or null for all numbers.</param>
internal sealed record LossParameter(string Name, double? Default, string Description, ParameterRange? Range = null);
