using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting;

/// <summary>A term of a sum: a number times a product of factors that are neither numbers nor negated.</summary>
internal readonly record struct Term(double Coefficient, FactorSet Factors)
{
    /// <summary>Takes a simplified expression apart.</summary>
    public static Term Of(Expr expr)
    {
        double sign = 1;
        while (expr is Operation { Operator: Operator.Negate } negation)
        {
            sign = -sign;
            expr = negation.Operands[0];
        }
        if (expr is Constant constant)
            return new Term(sign * constant.Value, FactorSet.Empty);
        if (expr is not Operation { Operator: Operator.Multiply } product)
            return new Term(sign, new FactorSet([IntegerPower.Of(expr)]));
        double coefficient = product.Operands[0] is Constant first ? first.Value : 1;
        return new Term(sign * coefficient, new FactorSet(product.Operands.Where(operand => operand is not Constant).Select(IntegerPower.Of)));
    }

    /// <summary>The product of terms.</summary>
    public static Term Product(IEnumerable<Term> terms)
    {
        double coefficient = 1;
        var powers = new List<(Expr, int)>();
        foreach (Term term in terms)
        {
            coefficient *= term.Coefficient;
            powers.AddRange(term.Factors.Powers);
        }
        return new Term(coefficient, new FactorSet(powers));
    }

    /// <summary>Puts the term together in the canonical form of a product.</summary>
    public Expr ToExpr()
    {
        if (Factors.IsEmpty)
            return Coefficient;
        if (Coefficient == 0)
            return Constant.Zero;
        double magnitude = Math.Abs(Coefficient);
        List<Expr> factors = Factors.Powers.SelectMany(power => IntegerPower.Write(power.Factor, power.Count)).ToList();
        if (magnitude != 1)
            factors.Insert(0, magnitude);
        Expr product = factors.Count == 1 ? factors[0] : new Operation(Operator.Multiply, factors);
        return Coefficient < 0 ? -product : product;
    }
}
