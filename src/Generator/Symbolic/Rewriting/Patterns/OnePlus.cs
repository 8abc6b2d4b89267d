namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

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
