using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting;

/// <summary>
/// The last pass before code is written: powers with small integer exponents become multiplications by repeated squaring, so that
/// x², x³ and x⁴ share the square. Simplifying the result again would undo it.
/// </summary>
internal static class IntegerPowers
{
    public static Expr Expand(Expr expr) => expr.Rewrite(node => node switch
    {
        Operation { Operator: Operator.Pow } power when IntegerPower.Of(power) is (var factor, > 1 and var exponent) => Power(factor, exponent),
        Operation { Operator: Operator.Multiply } product => Product(product),
        _ => node,
    });

    /// <summary>A product whose repeated factors are powers of their own.</summary>
    private static Expr Product(Operation product)
    {
        IReadOnlyList<(Expr Factor, int Count)> powers = new FactorSet(product.Operands).Powers;
        if (powers.All(power => power.Count == 1) || product.Operands.Count == 2)
            return product;
        return powers.Count == 1
            ? Power(powers[0].Factor, powers[0].Count)
            : new Operation(Operator.Multiply, powers.Select(power => Power(power.Factor, power.Count)));
    }

    private static Expr Power(Expr factor, int exponent)
    {
        if (exponent == 1)
            return factor;
        Expr root = Power(factor, exponent / 2);
        Expr square = root * root;
        return exponent % 2 == 0 ? square : square * factor;
    }
}
