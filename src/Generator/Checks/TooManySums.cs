using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>
/// Refuses losses whose sums over classes need more than a kernel has, which shows only once they are derived and planned.
/// </summary>
internal static class TooManySums
{
    public static bool Has(LossPlan plan) => plan.HasTooManySums;

    /// <param name="names">The hint names of the losses with too many sums.</param>
    public static IEnumerable<DiagnosticInfo> Check(LossDeclaration declaration, EquatableArray<string> names)
    {
        if (declaration is not { Model: { } model, Place: { } place } || !names.Contains(model.HintName))
            return [];
        string what = $"The sums over classes and their derivatives take more than {SumTable.MostSweeps} sweeps, "
            + $"or one of them uses more than {SumTable.MostScalars} values of the row";
        const string Instead = "use fewer sums, fewer sums of sums, or fewer different values of the row within them";
        return [new DiagnosticInfo(LossDiagnostics.UnsupportedSum, place, new EquatableArray<string>([what, Instead]))];
    }
}
