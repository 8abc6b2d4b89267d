namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

/// <summary>Powers with small integer exponents, which are products of equal factors.</summary>
internal static class IntegerPower
{
    /// <summary>The largest exponent of a power that is treated as a product.</summary>
    public const int LargestExponent = 16;

    /// <summary>From this exponent on, a power is written <c>Pow(x, n)</c>; below it, as a product.</summary>
    private const int LeastExponent = 4;

    /// <summary>The base and the exponent of <c>Pow(x, n)</c>; for any other expression, itself and 1.</summary>
    public static (Expr Base, int Exponent) Of(Expr expr) =>
        expr is Operation { Operator: Operator.Pow } power && ExponentOf(power) is { } exponent and > 1
            ? (power.Operands[0], exponent)
            : (expr, 1);

    /// <summary>The exponent of a power if it is an integer that is small enough; null otherwise.</summary>
    public static int? ExponentOf(Operation power) =>
        power.Operands[1] is Constant { Value: var value } && value == Math.Floor(value) && Math.Abs(value) <= LargestExponent ? (int)value : null;

    /// <summary>Whether a power is treated as a product. Exp(x)ⁿ is not: it is Exp(n·x).</summary>
    public static bool IsProduct(Operation power) => ExponentOf(power) is not null && power.Operands[0] is not Operation { Operator: Operator.Exp };

    /// <summary>A factor that occurs several times, as operands of a product.</summary>
    public static IEnumerable<Expr> Write(Expr factor, int count)
    {
        for (; count >= LeastExponent; count -= Math.Min(count, LargestExponent))
            yield return new Operation(Operator.Pow, factor, (double)Math.Min(count, LargestExponent));
        for (; count > 0; count--)
            yield return factor;
    }
}
