namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>x⁰ → 1, x¹ → x, and a power with exponent ½ of a number that is not negative → √x.</summary>
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
            0.5 when simplifier.RangeOf(x).IsNonNegative => simplifier.Make(Operator.Sqrt, x),
            _ => null,
        };
    }
}
