namespace SparseLsr.Gen.Generator.Models;

/// <summary>What one of the loss's own parameters is.</summary>
internal enum ParameterKind
{
    /// <summary>A number, the same for every row.</summary>
    Number,

    /// <summary>A number for each class.</summary>
    ClassVector,
}
