namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

/// <summary>The factors above and below the line of an expression, also of quotients and sums within it.</summary>
internal static class Factors
{
    /// <summary>How deep quotients and sums within each other are looked through: chains of thousands would take too long.</summary>
    private const int Levels = 4;

    /// <summary>The distinct factors of an expression that are not numbers; of a sum, those of its first term too.</summary>
    public static IEnumerable<Expr> Of(Expr expr, bool isBelow) => Of(expr, isBelow, Levels).Distinct();

    /// <summary>An expression without one occurrence of a factor; null if it does not have it.</summary>
    public static Expr? Without(Expr expr, Expr factor, bool isBelow, Simplifier simplifier) =>
        Without(expr, factor, isBelow, simplifier, Levels);

    private static IEnumerable<Expr> Of(Expr expr, bool isBelow, int levels)
    {
        IEnumerable<Expr> itself = isBelow || expr is Constant ? [] : [IntegerPower.Of(expr).Base];
        if (levels == 0 || expr is not Operation { Operands: var operands } node)
            return itself;
        return node.Operator switch
        {
            Operator.Negate => Of(operands[0], isBelow, levels),
            Operator.Multiply => operands.SelectMany(operand => Of(operand, isBelow, levels)),
            Operator.Divide => Of(operands[0], isBelow, levels - 1).Concat(Of(operands[1], !isBelow, levels - 1)),
            Operator.Add => itself.Concat(Of(operands[0], isBelow, levels - 1)),
            _ => itself,
        };
    }

    private static Expr? Without(Expr expr, Expr factor, bool isBelow, Simplifier simplifier, int levels)
    {
        if (!isBelow && expr.Equals(factor))
            return Constant.One;
        if (levels == 0 || expr is not Operation { Operands: var operands } node)
            return null;
        switch (node.Operator)
        {
            case Operator.Negate:
                return Without(operands[0], factor, isBelow, simplifier, levels) is { } rest ? simplifier.Negate(rest) : null;
            case Operator.Multiply:
                for (int i = 0; i < operands.Count; i++)
                {
                    if (Without(operands[i], factor, isBelow, simplifier, levels) is { } without)
                        return simplifier.Multiply(operands.Select((operand, place) => place == i ? without : operand));
                }
                return null;
            case Operator.Divide:
                if (Without(operands[0], factor, isBelow, simplifier, levels - 1) is { } numerator)
                    return simplifier.Divide(numerator, operands[1]);
                return Without(operands[1], factor, !isBelow, simplifier, levels - 1) is { } denominator
                    ? simplifier.Divide(operands[0], denominator)
                    : null;
            case Operator.Add:
                Expr[] terms =
                [
                    .. operands.Select(term => Without(term, factor, isBelow, simplifier, levels - 1))
                        .TakeWhile(term => term is not null).OfType<Expr>(),
                ];
                return terms.Length == operands.Count ? simplifier.Add(terms) : null;
            case Operator.Pow when !isBelow && IntegerPower.Of(node) is (var root, > 1 and var exponent) && root.Equals(factor):
                return simplifier.Make(Operator.Pow, root, exponent - 1.0);
            default:
                return null;
        }
    }
}
