using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>The last rewrites before expressions become statements.</summary>
internal static class Lowering
{
    public static Expr Lower(Expr expr, Simplifier simplifier) =>
        IntegerPowers.Expand(expr).Rewrite(node => node is not Operation operation ? node : operation.Operator switch
        {
            Operator.Add => GatherInvariants(operation, simplifier),
            Operator.Multiply => GuardProducts(GatherInvariants(operation, simplifier), simplifier),
            _ => node,
        });

    /// <summary>Brings the operands of a sum or product that no row changes together, so that they are computed once a call.</summary>
    private static Operation GatherInvariants(Operation node, Simplifier simplifier)
    {
        Expr[] invariant = node.Operands.Where(operand => !simplifier.DependsOnRow(operand)).ToArray();
        if (invariant.Length < 2 || invariant.Length == node.Operands.Count)
            return node;
        var gathered = new Operation(node.Operator, invariant);
        return new Operation(node.Operator, node.Operands.Where(simplifier.DependsOnRow).Prepend(gathered));
    }

    /// <summary>
    /// A product in which one factor can vanish where another is infinite becomes <see cref="Operator.MultiplyNoNan"/>, one infinite factor
    /// after the other.
    /// </summary>
    private static Expr GuardProducts(Operation product, Simplifier simplifier)
    {
        Expr[] infinite = product.Operands.Where(factor => simplifier.RangeOf(factor).CanBeInfinite).ToArray();
        if (infinite.Length == 0 || !product.Operands.Any(factor => simplifier.RangeOf(factor).CanBeZero))
            return product;
        Expr[] finite = product.Operands.Where(factor => !simplifier.RangeOf(factor).CanBeInfinite).ToArray();
        Expr guarded = finite.Length switch
        {
            0 => infinite[0],
            1 => finite[0],
            _ => new Operation(Operator.Multiply, finite),
        };
        foreach (Expr factor in finite.Length == 0 ? infinite.Skip(1) : infinite)
            guarded = NeedsGuard(guarded, factor, simplifier) ? new Operation(Operator.MultiplyNoNan, guarded, factor) : guarded * factor;
        return guarded;
    }

    private static bool NeedsGuard(Expr left, Expr right, Simplifier simplifier)
    {
        (ValueRange x, ValueRange y) = (simplifier.RangeOf(left), simplifier.RangeOf(right));
        return (x.CanBeZero && y.CanBeInfinite) || (x.CanBeInfinite && y.CanBeZero);
    }
}
