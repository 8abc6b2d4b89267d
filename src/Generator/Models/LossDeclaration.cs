namespace SparseLsr.Gen.Generator.Models;

/// <summary>What came of reading one declaration.</summary>
/// <param name="Model">The loss, or null where too little of the declaration was understood to write anything.</param>
/// <param name="Diagnostics">What is wrong with it, in the order of reading.</param>
internal sealed record LossDeclaration(LossModel? Model, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>The declaration of a class whose other part stands for it.</summary>
    public static readonly LossDeclaration Nothing = new(null, EquatableArray<DiagnosticInfo>.Empty);
}
