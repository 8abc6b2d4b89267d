namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>A product of factors whose order does not matter: equal to any other with the same factors, as often each.</summary>
internal sealed class FactorSet : IEquatable<FactorSet>
{
    public static readonly FactorSet Empty = new([]);

    private readonly List<Expr> _factors;

    public FactorSet(IEnumerable<Expr> factors) => _factors = [.. factors];

    /// <summary>The factors in the order in which they were written.</summary>
    public IReadOnlyList<Expr> Factors => _factors;

    public bool Contains(Expr factor) => _factors.Contains(factor);

    /// <summary>Without one occurrence of a factor.</summary>
    public FactorSet Without(Expr factor)
    {
        var rest = new FactorSet(_factors);
        rest._factors.Remove(factor);
        return rest;
    }

    public FactorSet With(Expr factor) => new(_factors.Append(factor));

    public bool Equals(FactorSet? other)
    {
        if (other is null || other._factors.Count != _factors.Count)
            return false;
        var rest = new List<Expr>(other._factors);
        return _factors.All(rest.Remove);
    }

    public override bool Equals(object? obj) => Equals(obj as FactorSet);

    public override int GetHashCode() => _factors.Aggregate(0, (hash, factor) => unchecked(hash + factor.GetHashCode()));
}

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
            return new Term(sign, new FactorSet([expr]));
        double coefficient = product.Operands[0] is Constant first ? first.Value : 1;
        return new Term(sign * coefficient, new FactorSet(product.Operands.Where(operand => operand is not Constant)));
    }

    /// <summary>Puts the term together in the canonical form of a product.</summary>
    public Expr ToExpr()
    {
        if (Factors.Factors.Count == 0)
            return Coefficient;
        if (Coefficient == 0)
            return Constant.Zero;
        double magnitude = Math.Abs(Coefficient);
        IEnumerable<Expr> factors = magnitude == 1 ? Factors.Factors : Factors.Factors.Prepend(magnitude);
        Expr product = factors.Count() == 1 ? factors.First() : new Operation(Operator.Multiply, factors);
        return Coefficient < 0 ? -product : product;
    }
}
