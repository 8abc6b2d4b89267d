using System.Globalization;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>
/// Reports where plain C# would lose a value that the kernel keeps: what is infinite or NaN as written once p comes close to 0 or 1,
/// and finite as simplified. Found by evaluating both on such rows.
/// </summary>
internal static class FiniteValues
{
    public static IEnumerable<DiagnosticInfo> Check(EquatableArray<Site> sites, CancellationToken cancellation)
    {
        var simplifier = new Simplifier(cancellation);
        var expressions = new HashSet<Expr>(sites.Select(site => site.Value));
        var reported = new HashSet<LocationInfo>();
        foreach (bool closeToOne in (bool[])[true, false])
        {
            RowValues[][] rows = ExtremeRow.Distances
                .Select(distance => ExtremeRow.At(distance, closeToOne).Select(row => new RowValues(row, expressions)).ToArray()).ToArray();
            foreach (Site site in sites)
            {
                cancellation.ThrowIfCancellationRequested();
                int firstLost = Array.FindIndex(rows, at => at.Any(row => row.IsLostIn(site.Value)));
                if (firstLost < 0)
                    continue;
                Expr simplified = simplifier.Simplify(site.Value);
                int firstInfinite = Array.FindIndex(rows, at => at.Any(row => row.IsLost(simplified)));
                if ((firstInfinite < 0 || firstInfinite > firstLost) && reported.Add(site.Location))
                    yield return Describe(site, closeToOne, simplified, firstInfinite);
            }
        }
    }

    /// <param name="firstInfinite">The first distance at which the simplified expression is not finite either; −1 if there is none.</param>
    private static DiagnosticInfo Describe(Site site, bool closeToOne, Expr simplified, int firstInfinite)
    {
        string limit = firstInfinite < 0
            ? "is finite there"
            : $"is finite up to log-odds of {(closeToOne ? "" : "-")}{ExtremeRow.Distances[firstInfinite - 1].ToString(CultureInfo.InvariantCulture)}";
        return new DiagnosticInfo(LossDiagnostics.NotFinite, site.Location, new([site.Text, closeToOne ? "1" : "0", simplified.ToString(), limit]));
    }
}
