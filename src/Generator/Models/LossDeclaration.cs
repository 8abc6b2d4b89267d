using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>
/// The result of reading one declaration. Locations are here and not in the model, because every edit above a declaration moves them.
/// </summary>
/// <param name="Model">The loss, or null where too little of the declaration was understood to generate anything.</param>
/// <param name="Diagnostics">The faults found, in the order of reading.</param>
/// <param name="Place">The location of the name of the method that declares the loss; null where there is no such method.</param>
internal sealed record LossDeclaration(LossModel? Model, EquatableArray<DiagnosticInfo> Diagnostics, LocationInfo? Place)
{
    /// <summary>The result for a part of a class that is not the part with the attribute.</summary>
    public static readonly LossDeclaration Empty = Of(EquatableArray<DiagnosticInfo>.Empty);

    /// <summary>A declaration without a model.</summary>
    public static LossDeclaration Of(EquatableArray<DiagnosticInfo> diagnostics) => new(null, diagnostics, null);
}
