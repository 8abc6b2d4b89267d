using SparseLsr.Gen.Generator.Collections;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>What came of reading one declaration. Places are here and not in the model: they move with every edit above them.</summary>
/// <param name="Model">The loss, or null where too little of the declaration was understood to write anything.</param>
/// <param name="Diagnostics">What is wrong with it, in the order of reading.</param>
/// <param name="Place">Where the method that declares the loss has its name; null where there is none.</param>
internal sealed record LossDeclaration(LossModel? Model, EquatableArray<DiagnosticInfo> Diagnostics, LocationInfo? Place)
{
    /// <summary>The declaration of a class whose other part stands for it.</summary>
    public static readonly LossDeclaration Nothing = Of(EquatableArray<DiagnosticInfo>.Empty);

    /// <summary>A declaration of which no more is known than what is wrong with it.</summary>
    public static LossDeclaration Of(EquatableArray<DiagnosticInfo> diagnostics) => new(null, diagnostics, null);
}
