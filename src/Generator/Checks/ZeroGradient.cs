using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>Warns of losses that use the row but whose derivatives by all that they use are zero.</summary>
internal static class ZeroGradient
{
    public static bool Has(LossPlan plan) => !plan.Model.IsBroken && plan.Derivation.IsFlat;

    /// <param name="flat">The hint names of the losses whose gradient is zero.</param>
    public static IEnumerable<DiagnosticInfo> Check(LossDeclaration declaration, EquatableArray<string> flat) =>
        declaration is { Model: { } model, Place: { } place } && flat.Contains(model.HintName)
            ? [new DiagnosticInfo(LossDiagnostics.ZeroGradient, place, EquatableArray<string>.Empty)]
            : [];
}
