using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>Pow(x·y, 3) → x·x·x·y·y·y and Pow(x, −n) → 1/Pow(x, n).</summary>
internal sealed class IntegerPowerRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Pow];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr x = node.Operands[0];
        if (!IntegerPower.IsProduct(node) || IntegerPower.ExponentOf(node) is not { } exponent)
            return null;
        if (exponent < 0)
            return simplifier.Divide(Constant.One, simplifier.Make(Operator.Pow, x, (double)-exponent));
        Term term = Term.Of(x);
        double coefficient = Math.Pow(term.Coefficient, exponent);
        // Powers of powers are multiplied out while they stay small.
        bool isSmall = term.Factors.Powers.All(power => power.Count * exponent <= IntegerPower.LargestExponent);
        if (!isSmall || coefficient == 0 || double.IsInfinity(coefficient) || double.IsNaN(coefficient))
            return null;
        Expr product = new Term(coefficient, new FactorSet(term.Factors.Powers.Select(power => (power.Factor, power.Count * exponent)))).ToExpr();
        return product.Equals(node) ? null : product;
    }
}
