using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>The values of a loss's expressions on one row, each computed once.</summary>
/// <param name="expressions">The expressions that stand somewhere in the source.</param>
internal sealed class RowValues(ExtremeRow row, HashSet<Expr> expressions)
{
    private readonly Dictionary<Expr, double> _known = new();

    /// <summary>Whether an expression is infinite or NaN on this row.</summary>
    public bool IsLost(Expr expr)
    {
        // Any ordinary number will do for a parameter: only what the row causes is of interest.
        double value = Interpreter.Evaluate(expr, _ => 1.25, row.ValueOf, row.Others, _known);
        return double.IsNaN(value) || double.IsInfinity(value);
    }

    /// <summary>Whether a value is lost in this source expression itself, and not in another one within it.</summary>
    public bool IsLostIn(Expr expr) =>
        IsLost(expr) && (IsLostFirst(expr) || expr.Operands.Any(IsLostWithoutPlace));

    private bool IsLostWithoutPlace(Expr operand) => !expressions.Contains(operand) && IsLost(operand) && IsLostFirst(operand);

    private bool IsLostFirst(Expr expr) => !expr.Operands.Any(IsLost);
}
