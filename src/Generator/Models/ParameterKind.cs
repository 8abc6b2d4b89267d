namespace SparseLsr.Gen.Generator.Models;

/// <summary>What one of the loss's own parameters is.</summary>
internal enum ParameterKind
{
    /// <summary>A number, the same for every row.</summary>
    Number,

    /// <summary>A number, the same for every row, by which the loss is differentiated: a parameter of the module.</summary>
    LearnedNumber,

    /// <summary>A number for each class.</summary>
    ClassVector,

    /// <summary>A number that comes with each row.</summary>
    RowInput,

    /// <summary>A number for each class that comes with each row.</summary>
    ClassInput,
}
