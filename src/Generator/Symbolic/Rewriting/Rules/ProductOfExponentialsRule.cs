namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>exp(a) · exp(b) → exp(a + b): one exponential instead of two.</summary>
internal sealed class ProductOfExponentialsRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Multiply];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Term product = Term.Of(node);
        (Expr Factor, int Count)[] exponentials = product.Factors.Powers.Where(power => IsExponential(power.Factor)).ToArray();
        if (exponentials.Sum(power => power.Count) < 2)
            return null;
        Expr exponent = simplifier.Add(exponentials.Select(power => simplifier.Multiply((double)power.Count, power.Factor.Operands[0])));
        // In the place of the first one.
        var factors = new FactorSet(product.Factors.Powers
            .Where(power => power.Factor == exponentials[0].Factor || !IsExponential(power.Factor))
            .Select(power => IsExponential(power.Factor) ? (simplifier.Exp(exponent), 1) : power));
        return new Term(product.Coefficient, factors).ToExpr();
    }

    private static bool IsExponential(Expr factor) => factor is Operation { Operator: Operator.Exp };
}
