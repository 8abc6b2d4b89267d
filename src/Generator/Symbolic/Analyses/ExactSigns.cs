namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>The signs of values in exact arithmetic.</summary>
internal static class ExactSigns
{
    /// <summary>The sign of a node, given those of its operands.</summary>
    public static ExactSign Of(Expr node, Func<Expr, ExactSign> of) => node switch
    {
        Constant { Value: var value } => value > 0 ? ExactSign.Positive : value < 0 ? ExactSign.Negative : ExactSign.Unknown,
        Statistic { Kind: var kind } => StatisticTable.Of(kind).Sign,
        Operation operation => OfOperation(operation, of),
        _ => ExactSign.Unknown,
    };

    private static ExactSign OfOperation(Operation node, Func<Expr, ExactSign> of)
    {
        ExactSign x = of(node.Operands[0]);
        return node.Operator switch
        {
            Operator.Exp or Operator.Sigmoid or Operator.Softplus or Operator.Cosh or Operator.SechSquared => ExactSign.Positive,
            Operator.Detach => x,
            Operator.Negate => Product(x, ExactSign.Negative),
            Operator.Multiply or Operator.MultiplyNoNan or Operator.Divide => node.Operands.Select(of).Aggregate(Product),
            Operator.Add or Operator.Min or Operator.Max => node.Operands.Select(of).Aggregate(Same),
            Operator.Select => Same(of(node.Operands[1]), of(node.Operands[2])),
            Operator.Pow => x == ExactSign.Positive ? x : ExactSign.Unknown,
            Operator.Abs => x == ExactSign.Unknown ? x : ExactSign.Positive,
            // A row with two classes at least has another one.
            Operator.SumOthers => x,
            Operator.Sqrt or Operator.Cbrt or Operator.Sinh or Operator.Tanh or Operator.Asinh or Operator.Atan or Operator.ExpM1 => x,
            _ => ExactSign.Unknown,
        };
    }

    private static ExactSign Product(ExactSign x, ExactSign y) =>
        x == ExactSign.Unknown || y == ExactSign.Unknown ? ExactSign.Unknown : x == y ? ExactSign.Positive : ExactSign.Negative;

    private static ExactSign Same(ExactSign x, ExactSign y) => x == y ? x : ExactSign.Unknown;
}
