using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>
/// Σ′ a·φ_j → a·Σ′ φ_j where a is the same for every class, Σ′ a → a·(C − 1), and Σ′ p_j → 1 − p. Sums that differ by a factor are
/// then computed once.
/// </summary>
internal sealed class SumOthersRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.SumOthers];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr body = node.Operands[0];
        if (body.Equals(Constant.Zero))
            return Constant.Zero;
        if (!simplifier.DependsOnClass(body))
            return simplifier.Multiply(body, simplifier.Subtract(RowStatistic.Classes, Constant.One));
        return body switch
        {
            Statistic { Kind: RowStatistic.ClassProb } => RowStatistic.Complement,
            Operation { Operator: Operator.Negate } => simplifier.Negate(simplifier.Make(Operator.SumOthers, body.Operands[0])),
            Operation { Operator: Operator.Multiply } product => OfProduct(product, simplifier),
            Operation { Operator: Operator.Divide } quotient => OfQuotient(quotient, simplifier),
            _ => null,
        };
    }

    private static Expr? OfProduct(Operation product, Simplifier simplifier)
    {
        Expr[] common = product.Operands.Where(factor => !simplifier.DependsOnClass(factor)).ToArray();
        if (common.Length == 0)
            return null;
        Expr rest = simplifier.Multiply(product.Operands.Where(simplifier.DependsOnClass));
        return simplifier.Multiply(common.Append(simplifier.Make(Operator.SumOthers, rest)));
    }

    private static Expr? OfQuotient(Operation quotient, Simplifier simplifier)
    {
        (Expr numerator, Expr denominator) = (quotient.Operands[0], quotient.Operands[1]);
        if (!simplifier.DependsOnClass(denominator))
            return simplifier.Divide(simplifier.Make(Operator.SumOthers, numerator), denominator);
        if (simplifier.DependsOnClass(numerator) || numerator.Equals(Constant.One))
            return null;
        return simplifier.Multiply(numerator, simplifier.Make(Operator.SumOthers, simplifier.Divide(Constant.One, denominator)));
    }
}
