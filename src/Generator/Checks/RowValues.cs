using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>The values of a loss's expressions on one row, each computed once.</summary>
internal sealed class RowValues(ExtremeRow row)
{
    private readonly Dictionary<Expr, double> _known = new();

    /// <summary>Whether an expression is infinite or NaN on this row.</summary>
    public bool IsLost(Expr expr)
    {
        // Any ordinary number will do for a parameter: only what the row causes is of interest.
        double value = Interpreter.Evaluate(expr, _ => 1.25, row.ValueOf, row.Others, _known, isPlain: true);
        return double.IsNaN(value) || double.IsInfinity(value);
    }
}
