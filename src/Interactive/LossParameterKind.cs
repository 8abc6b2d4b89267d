namespace SparseLsr.Gen.Interactive;

/// <summary>What a parameter of a loss takes.</summary>
public enum LossParameterKind
{
    /// <summary>A number, a settable property of the module.</summary>
    Number,

    /// <summary>The number that a learned one begins with, a <c>Parameter</c> of the module.</summary>
    LearnedNumber,

    /// <summary>A tensor with one number for each class.</summary>
    ClassVector,
}
