using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>The last rewrites before expressions become statements.</summary>
internal static class Lowering
{
    /// <summary>Whether the class at hand is a masked one.</summary>
    private static readonly Expr IsMasked =
        new Operation(Operator.LessOrEqual, RowStatistic.ClassLogit, new Constant(double.NegativeInfinity));

    /// <summary>Whether a choice is between what holds for masked classes and what holds for all others.</summary>
    public static bool IsByMasked(Operation node) => node.Operator == Operator.Select && node.Operands[0].Equals(IsMasked);

    /// <summary>A function of a class, made ready, for classes that are not masked; sums within it are left as they are.</summary>
    public static Expr WithoutMasked(Expr lowered)
    {
        var results = new Dictionary<Expr, Expr>();
        foreach (Expr node in lowered.PostOrder())
        {
            results[node] = node is not Operation operation || operation.Operator == Operator.SumOthers ? node
                : IsByMasked(operation) ? results[operation.Operands[2]]
                : operation.With(operation.Operands.Select(operand => results[operand]));
        }
        return results[lowered];
    }

    public static Expr Lower(Expr expr, Simplifier simplifier) =>
        IntegerPowers.Expand(expr).Rewrite(node => node is not Operation operation ? node : operation.Operator switch
        {
            Operator.Divide => ByReciprocal(operation, simplifier),
            Operator.Add => LogitsFirst(GatherInvariants(operation, simplifier), simplifier),
            Operator.Multiply => GuardProducts(GatherOfRow(GatherInvariants(operation, simplifier), simplifier), simplifier),
            _ => node,
        });

    /// <summary>Brings the operands of a sum or product that no row changes together, so that they are computed once a call.</summary>
    private static Operation GatherInvariants(Operation node, Simplifier simplifier) => Gather(node, simplifier.DependsOnRow);

    /// <summary>Brings the factors of a product that no class changes together, so that they are computed once a row.</summary>
    private static Operation GatherOfRow(Operation product, Simplifier simplifier) => Gather(product, simplifier.DependsOnClass);

    private static Operation Gather(Operation node, Func<Expr, bool> varies)
    {
        Expr[] same = node.Operands.Where(operand => !varies(operand)).ToArray();
        if (same.Length < 2 || same.Length == node.Operands.Count)
            return node;
        return new Operation(node.Operator, node.Operands.Where(varies).Prepend(new Operation(node.Operator, same)));
    }

    /// <summary>
    /// A quotient by what no class changes becomes a product with the reciprocal, which is computed once a row. The quotient is 5 to 10
    /// times as slow.
    /// </summary>
    private static Operation ByReciprocal(Operation quotient, Simplifier simplifier)
    {
        (Expr numerator, Expr denominator) = (quotient.Operands[0], quotient.Operands[1]);
        ValueRange range = simplifier.RangeOf(denominator);
        if (!simplifier.DependsOnClass(numerator) || simplifier.DependsOnClass(denominator) || !range.IsNonZero || range.CanBeInfinite)
            return quotient;
        return new Operation(Operator.Multiply, numerator, new Operation(Operator.Divide, Constant.One, denominator));
    }

    /// <summary>
    /// Logits are subtracted from each other before anything else is added, so that a common offset of all costs no precision.
    /// </summary>
    private static Operation LogitsFirst(Operation sum, Simplifier simplifier) =>
        simplifier.DependsOnClass(sum) ? new Operation(Operator.Add, sum.Operands.OrderBy(term => IsLogit(term) ? 0 : 1)) : sum;

    private static bool IsLogit(Expr term) => term switch
    {
        Operation { Operator: Operator.Negate } negation => IsLogit(negation.Operands[0]),
        Statistic { Kind: var kind } => kind is RowStatistic.ClassLogit or RowStatistic.TargetLogit or RowStatistic.LogSumExp
            or RowStatistic.MeanLogit or RowStatistic.OthersMaximum,
        _ => false,
    };

    /// <summary>
    /// A product in which one factor can vanish where another is infinite becomes <see cref="Operator.MultiplyNoNan"/>, one infinite factor
    /// after the other. Not for masked classes: what is NaN of these in plain C# adds nothing to a sum.
    /// </summary>
    private static Expr GuardProducts(Operation product, Simplifier simplifier)
    {
        Expr guarded = Guarded(product, simplifier);
        return ReferenceEquals(guarded, product) || !simplifier.DependsOnClass(product)
            ? guarded
            : new Operation(Operator.Select, IsMasked, product, guarded);
    }

    private static Expr Guarded(Operation product, Simplifier simplifier)
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
        bool isGuarded = false;
        foreach (Expr factor in finite.Length == 0 ? infinite.Skip(1) : infinite)
        {
            bool needsGuard = NeedsGuard(guarded, factor, simplifier);
            guarded = new Operation(needsGuard ? Operator.MultiplyNoNan : Operator.Multiply, guarded, factor);
            isGuarded |= needsGuard;
        }
        return isGuarded ? guarded : product;
    }

    private static bool NeedsGuard(Expr left, Expr right, Simplifier simplifier)
    {
        (ValueRange x, ValueRange y) = (simplifier.RangeOf(left), simplifier.RangeOf(right));
        return (x.CanBeZero && y.CanBeInfinite) || (x.CanBeInfinite && y.CanBeZero);
    }
}
