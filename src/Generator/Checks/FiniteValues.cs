using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>
/// Tells where plain C# would lose a value that the kernel keeps: what is infinite or NaN as written once p comes close to 0 or 1,
/// and finite as simplified. Found by evaluating both on such rows.
/// </summary>
internal static class FiniteValues
{
    public static IEnumerable<DiagnosticInfo> Check(EquatableArray<Site> sites)
    {
        var simplifier = new Simplifier();
        var pieces = new HashSet<Expr>(sites.Select(site => site.Value));
        var told = new HashSet<LocationInfo>();
        foreach (ExtremeRow row in ExtremeRow.All)
        {
            var values = new Values(row);
            foreach (Site site in sites)
            {
                if (!values.IsLostIn(site.Value, pieces))
                    continue;
                Expr simplified = simplifier.Simplify(site.Value);
                if (!values.IsLost(simplified) && told.Add(site.Location))
                    yield return Describe(site, row, simplified);
            }
        }
    }

    private static DiagnosticInfo Describe(Site site, ExtremeRow row, Expr simplified) =>
        new(LossDiagnostics.NotFinite, site.Location, new([site.Text, row.LogOdds < 0 ? "0" : "1", simplified.ToString()]));

    /// <summary>The values of expressions on one row, each computed once.</summary>
    private sealed class Values(ExtremeRow row)
    {
        private readonly Dictionary<Expr, double> _known = new();

        public bool IsLost(Expr expr)
        {
            // Any ordinary number does for a parameter: what is looked for comes of the row.
            double value = Interpreter.Evaluate(expr, _ => 1.25, row.ValueOf, _known);
            return double.IsNaN(value) || double.IsInfinity(value);
        }

        /// <summary>Whether a value is lost in this very piece of the loss, and not in another within it.</summary>
        public bool IsLostIn(Expr piece, HashSet<Expr> pieces) =>
            IsLost(piece) && (IsLostFirst(piece) || piece.Operands.Any(operand => !pieces.Contains(operand) && IsLost(operand) && IsLostFirst(operand)));

        private bool IsLostFirst(Expr expr) => !expr.Operands.Any(IsLost);
    }
}
