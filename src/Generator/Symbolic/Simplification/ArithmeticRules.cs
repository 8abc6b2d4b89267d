namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>−(−x) → x, −(a + b) → −a − b, and the sign of a number into the number.</summary>
internal sealed class NegationRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Negate];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        if (node.Operands[0] is Operation { Operator: Operator.Add } sum)
            return simplifier.Add(sum.Operands.Select(simplifier.Negate));
        Term term = Term.Of(node);
        Expr canonical = term.ToExpr();
        return canonical.Equals(node) ? null : canonical;
    }
}

/// <summary>0/x → 0, x/1 → x, x/x → 1 where x cannot be 0, and signs and common factors out of the quotient.</summary>
internal sealed class QuotientRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Divide];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr numerator = node.Operands[0], denominator = node.Operands[1];
        if (numerator is Constant { Value: 0 } || denominator is Constant { Value: 1 })
            return numerator is Constant ? Constant.Zero : numerator;
        if (numerator is Operation { Operator: Operator.Negate } top)
            return simplifier.Negate(simplifier.Divide(top.Operands[0], denominator));
        if (denominator is Operation { Operator: Operator.Negate } bottom)
            return simplifier.Negate(simplifier.Divide(numerator, bottom.Operands[0]));
        return Cancel(numerator, denominator, simplifier) ?? Sigmoid(numerator, denominator, simplifier);
    }

    private static Expr? Cancel(Expr numerator, Expr denominator, Simplifier simplifier)
    {
        Term top = Term.Of(numerator), bottom = Term.Of(denominator);
        // Numbers cancel where nothing is rounded: 2·x/2 is x, while x/3 stays.
        if (denominator is Constant { Value: var number } && top.Coefficient % number == 0 && Math.Abs(number) != 1)
            return (top with { Coefficient = top.Coefficient / number }).ToExpr();
        foreach (Expr factor in bottom.Factors.Factors)
        {
            if (!top.Factors.Contains(factor) || !simplifier.RangeOf(factor).IsNonZero)
                continue;
            top = top with { Factors = top.Factors.Without(factor) };
            bottom = bottom with { Factors = bottom.Factors.Without(factor) };
            return simplifier.Divide(top.ToExpr(), bottom.ToExpr());
        }
        return null;
    }

    /// <summary>1/(1 + exp x) → σ(−x), which does not overflow.</summary>
    private static Expr? Sigmoid(Expr numerator, Expr denominator, Simplifier simplifier)
    {
        if (OnePlus.Rest(denominator) is not Operation { Operator: Operator.Exp } exponential)
            return null;
        Expr x = exponential.Operands[0];
        if (numerator is Constant { Value: 1 })
        {
            simplifier.Tell("1/(1 + Exp(x)) → Sigmoid(-x)");
            return simplifier.Make(Operator.Sigmoid, simplifier.Negate(x));
        }
        if (!numerator.Equals(exponential))
            return null;
        simplifier.Tell("Exp(x)/(1 + Exp(x)) → Sigmoid(x)");
        return simplifier.Make(Operator.Sigmoid, x);
    }
}

/// <summary>Powers with small constant exponents: x⁰, x¹, x², x³, 1/x and √x.</summary>
internal sealed class SmallPowerRule : ISimplificationRule
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

/// <summary>Sums of the form 1 + x.</summary>
internal static class OnePlus
{
    /// <summary>What is added to 1; null if the expression is no such sum.</summary>
    public static Expr? Rest(Expr expr)
    {
        if (expr is not Operation { Operator: Operator.Add } sum || !sum.Operands.Contains(Constant.One))
            return null;
        Expr[] rest = sum.Operands.Where(term => !term.Equals(Constant.One)).ToArray();
        return rest.Length == 1 ? rest[0] : new Operation(Operator.Add, rest);
    }
}
