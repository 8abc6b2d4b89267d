using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>
/// (a·x + b·x)/(c·x) → (a + b)/c, (a/x)/(b/x) → a/b and x·(a/(b·x)) → a/b where x is not 0 in exact arithmetic; and numbers that divide
/// each other. All but x stays as it stands, so that what no row changes is still computed once.
/// </summary>
internal sealed class CancellationRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Multiply, Operator.Divide];

    public Expr? Apply(Operation node, Simplifier simplifier) => node.Operator == Operator.Divide
        ? OfQuotient(node.Operands[0], node.Operands[1], simplifier)
        : OfProduct(node, simplifier);

    private static Expr? OfQuotient(Expr numerator, Expr denominator, Simplifier simplifier)
    {
        // Numbers cancel where nothing is rounded: 2·x/2 is x, while x/3 stays.
        Term top = Term.Of(numerator);
        if (denominator is Constant { Value: var number } && top.Coefficient % number == 0 && Math.Abs(number) != 1)
            return (top with { Coefficient = top.Coefficient / number }).ToExpr();

        foreach (bool isBelow in (bool[])[false, true])
        {
            foreach (Expr factor in Factors.Of(denominator, isBelow).Where(simplifier.IsNonZero))
            {
                if (Factors.Without(numerator, factor, isBelow, simplifier) is { } above
                    && Factors.Without(denominator, factor, isBelow, simplifier) is { } below)
                    return Cancelled(factor, simplifier.Divide(above, below), simplifier);
            }
        }
        return null;
    }

    private static Expr? OfProduct(Operation product, Simplifier simplifier)
    {
        for (int i = 0; i < product.Operands.Count; i++)
        {
            if (product.Operands[i] is not Operation { Operator: Operator.Divide } quotient)
                continue;
            foreach (Expr factor in Factors.Of(quotient, isBelow: true).Where(simplifier.IsNonZero))
            {
                for (int j = 0; j < product.Operands.Count; j++)
                {
                    if (j == i || Factors.Without(product.Operands[j], factor, isBelow: false, simplifier) is not { } above
                        || Factors.Without(quotient, factor, isBelow: true, simplifier) is not { } below)
                        continue;
                    IEnumerable<Expr> rest = product.Operands.Select((operand, place) => place == i ? below : place == j ? above : operand);
                    return Cancelled(factor, simplifier.Multiply(rest), simplifier);
                }
            }
        }
        return null;
    }

    private static Expr Cancelled(Expr factor, Expr result, Simplifier simplifier)
    {
        simplifier.Rewrites.Record(new Operation(Operator.Divide, factor, factor), Constant.One);
        return result;
    }
}
