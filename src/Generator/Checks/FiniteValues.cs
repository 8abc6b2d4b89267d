using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>
/// Reports where plain C# would lose a value that the kernel keeps: what is infinite or NaN as written on extreme rows, and finite as
/// simplified. Found by evaluating both on such rows.
/// </summary>
internal sealed class FiniteValues(CancellationToken cancellation)
{
    private readonly Simplifier _simplifier = new(cancellation);

    /// <summary>What has been reported, with what the kernel computes instead.</summary>
    private readonly Dictionary<Expr, Expr> _reported = new();

    /// <param name="sources">The expressions of a declaration, inner ones first.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static IEnumerable<DiagnosticInfo> Check(EquatableArray<SourceExpression> sources, CancellationToken cancellation) =>
        new FiniteValues(cancellation).Check(sources);

    private IEnumerable<DiagnosticInfo> Check(EquatableArray<SourceExpression> sources)
    {
        var places = new HashSet<LocationInfo>();
        foreach (Extreme extreme in Extreme.All)
        {
            RowValues[][] rows = extreme.Rows();
            foreach ((SourceExpression source, Expr form) in sources.SelectMany(source => Forms(source.Value), ValueTuple.Create))
            {
                cancellation.ThrowIfCancellationRequested();
                int firstLost = FirstLost(form, rows);
                // What an expression within this one loses has been reported there.
                if (firstLost >= 0 && _reported.Count > 0)
                    firstLost = FirstLost(WithoutReported(form), rows);
                if (firstLost < 0)
                    continue;
                int firstInfinite = FirstLost(_simplifier.Simplify(form), rows);
                if (firstInfinite >= 0 && firstInfinite <= firstLost)
                    continue;
                foreach (Expr reported in Forms(source.Value))
                    _reported[reported] = _simplifier.Simplify(reported);
                if (places.Add(source.Location))
                    yield return Describe(source, extreme, _simplifier.Simplify(source.Value), firstInfinite);
            }
        }
    }

    /// <summary>An expression; one that differs from class to class also as it is for another class, and for the target.</summary>
    private IEnumerable<Expr> Forms(Expr expr) =>
        _simplifier.DependsOnClass(expr) ? [expr, ClassFunctions.OfOther(expr), ClassFunctions.OfTarget(expr)] : [expr];

    /// <summary>The number of the first distance at which an expression is not finite; −1 if there is none.</summary>
    private static int FirstLost(Expr expr, RowValues[][] rows) => Array.FindIndex(rows, at => at.Any(row => row.IsLost(expr)));

    private Expr WithoutReported(Expr expr) => expr.Replace(node => _reported.TryGetValue(node, out Expr? kept) ? kept : null);

    /// <param name="source">What plain C# loses.</param>
    /// <param name="extreme">Where.</param>
    /// <param name="simplified">What the kernel computes instead.</param>
    /// <param name="firstInfinite">The number of the first distance at which that is not finite either; −1 if there is none.</param>
    private static DiagnosticInfo Describe(SourceExpression source, Extreme extreme, Expr simplified, int firstInfinite)
    {
        string limit = firstInfinite < 0
            ? "is finite there"
            : FormattableString.Invariant($"is finite up to {extreme.Measure} of {extreme.Distance(firstInfinite - 1)}");
        string[] arguments = [source.Text, extreme.Name, simplified.ToString(), limit];
        return new DiagnosticInfo(LossDiagnostics.NotFinite, source.Location, new EquatableArray<string>(arguments));
    }
}
