using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Simplification;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>
/// Tells where plain C# would lose a value that the kernel keeps: what is infinite or NaN as written once p comes close to 0 or 1,
/// and finite as simplified. Found by evaluating both on such rows.
/// </summary>
internal static class FiniteValues
{
    public static IEnumerable<DiagnosticInfo> Check(LossDeclaration declaration) =>
        declaration.Model is { } model && declaration.Sites.Count > 0 ? Find(model, declaration.Sites).Distinct() : [];

    private static IEnumerable<DiagnosticInfo> Find(LossModel model, EquatableArray<Site> sites)
    {
        var simplifier = new Simplifier();
        var values = new HashSet<Expr>(sites.Select(site => site.Value));
        foreach (ExtremeRow row in ExtremeRow.All)
        {
            var written = new Evaluation(model, row);
            foreach (Site site in sites)
            {
                if (!written.IsLostIn(site.Value, values))
                    continue;
                Expr simplified = simplifier.Simplify(site.Value);
                if (!written.IsLost(simplified))
                    yield return Describe(site, row, simplified);
            }
        }
    }

    private static DiagnosticInfo Describe(Site site, ExtremeRow row, Expr simplified) =>
        new(LossDiagnostics.NotFinite, site.Location, new([site.Text, row.LogOdds < 0 ? "0" : "1", simplified.ToString()]));

    /// <summary>The values of expressions on one row, each computed once.</summary>
    private sealed class Evaluation(LossModel model, ExtremeRow row)
    {
        private readonly Dictionary<string, double> _parameters = model.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => parameter.Default ?? 1);
        private readonly Dictionary<Expr, double> _values = new();

        public bool IsLost(Expr expr)
        {
            Interpreter.Evaluate(expr, name => _parameters[name], row.ValueOf, _values);
            return double.IsNaN(_values[expr]) || double.IsInfinity(_values[expr]);
        }

        /// <summary>Whether a value is lost in this very piece of the loss, and not in another within it.</summary>
        public bool IsLostIn(Expr piece, HashSet<Expr> pieces) =>
            IsLost(piece) && (IsLostFirst(piece) || piece.Operands.Any(operand => !pieces.Contains(operand) && IsLost(operand) && IsLostFirst(operand)));

        private bool IsLostFirst(Expr expr) => !expr.Operands.Any(IsLost);
    }
}
