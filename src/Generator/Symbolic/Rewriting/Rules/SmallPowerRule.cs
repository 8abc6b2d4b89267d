namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>Powers with small constant exponents: x⁰, x¹, x², x³, 1/x and √x.</summary>
internal sealed class SmallPowerRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Pow];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr x = node.Operands[0];
        return node.Operands[1] is not Constant { Value: var exponent } ? null : exponent switch
        {
            0 => Constant.One,
            1 => x,
            2 => simplifier.Multiply(x, x),
            3 => simplifier.Multiply(x, x, x),
            -1 => simplifier.Divide(Constant.One, x),
            0.5 when simplifier.RangeOf(x).IsNonNegative => simplifier.Make(Operator.Sqrt, x),
            _ => null,
        };
    }
}
