using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>
/// exp(a)/exp(b) → exp(a − b), which does not overflow where the two do; also where one of them is x itself and the exponent of the
/// other has a term with log x: Exp(a·LogProb)/Prob → Exp((a − 1)·LogProb).
/// </summary>
internal sealed class QuotientOfExponentialsRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Divide];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        (Term top, Term bottom) = (Term.Of(node.Operands[0]), Term.Of(node.Operands[1]));
        foreach (Expr above in top.Factors.Distinct)
        {
            foreach (Expr below in bottom.Factors.Distinct)
            {
                if (Exponent(above, below, simplifier) is not { } dividend || Exponent(below, above, simplifier) is not { } divisor)
                    continue;
                Expr rest = (top with { Factors = top.Factors.Without(above) }).ToExpr();
                Expr numerator = simplifier.Multiply(rest, simplifier.Exp(simplifier.Subtract(dividend, divisor)));
                return simplifier.Divide(numerator, (bottom with { Factors = bottom.Factors.Without(below) }).ToExpr());
            }
        }
        return null;
    }

    /// <summary>The logarithm of a factor: of an exponential, or of what another exponential has the logarithm of.</summary>
    private static Expr? Exponent(Expr factor, Expr other, Simplifier simplifier)
    {
        if (factor is Operation { Operator: Operator.Exp } exponential)
            return exponential.Operands[0];
        return other is Operation { Operator: Operator.Exp } power && KnownLogarithm.Of(factor, simplifier) is { } logarithm
            && TermSum.TermsOf(power.Operands[0]).Any(term => term.Factors.Contains(logarithm))
                ? logarithm
                : null;
    }
}
