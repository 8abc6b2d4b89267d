namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>Bounds of a value, for rows without NaN, and whether the value can be infinite.</summary>
internal readonly record struct ValueRange(double Low, double High, bool CanBeInfinite)
{
    public static readonly ValueRange Anything = new(double.NegativeInfinity, double.PositiveInfinity, true);

    /// <summary>Any finite number.</summary>
    public static readonly ValueRange Finite = Anything with { CanBeInfinite = false };

    public bool IsPositive => Low > 0;

    public bool IsNonNegative => Low >= 0;

    public bool IsNonPositive => High <= 0;

    public bool CanBeZero => Low <= 0 && High >= 0;

    public bool IsNonZero => !CanBeZero;

    /// <summary>The range of a node, given those of its operands.</summary>
    public static ValueRange Of(Expr node, Func<Expr, ValueRange> of) => node switch
    {
        Constant { Value: var value } => double.IsNaN(value) ? Anything : new ValueRange(value, value, double.IsInfinity(value)),
        Parameter parameter => new ValueRange(parameter.Low, parameter.High, false),
        RowInput or ClassElement or UntransformedLogit => Finite,
        Statistic { Kind: var kind } => StatisticTable.Of(kind).Range,
        Operation operation => OfOperation(operation, of),
        _ => Anything,
    };

    private static ValueRange OfOperation(Operation node, Func<Expr, ValueRange> of)
    {
        ValueRange x = of(node.Operands[0]);
        return node.Operator switch
        {
            Operator.Add => node.Operands.Select(of).Aggregate(Add),
            Operator.Multiply or Operator.MultiplyNoNan => OfProduct(node, of),
            Operator.Detach => x,
            Operator.Negate => new ValueRange(-x.High, -x.Low, x.CanBeInfinite),
            Operator.Divide => Divide(x, of(node.Operands[1])),
            Operator.Pow when node.Operands[1] is Constant { Value: >= 1 and <= 16 and var n } && n == Math.Floor(n) => Power(x, (int)n),
            Operator.Pow => x.IsNonNegative || IsEven(node.Operands[1]) ? new ValueRange(0, double.PositiveInfinity, true) : Anything,
            Operator.Sqrt => new ValueRange(0, double.PositiveInfinity, x.CanBeInfinite),
            Operator.Exp => new ValueRange(Math.Exp(x.Low), Math.Exp(x.High), x.High > 709),
            Operator.Sigmoid or Operator.SechSquared => new ValueRange(0, 1, false),
            Operator.Softplus => new ValueRange(0, double.PositiveInfinity, x.CanBeInfinite),
            Operator.Abs => x.IsNonNegative ? x : new ValueRange(0, Math.Max(Math.Abs(x.Low), Math.Abs(x.High)), x.CanBeInfinite),
            Operator.Cosh => new ValueRange(1, double.PositiveInfinity, true),
            Operator.LogCosh => new ValueRange(0, double.PositiveInfinity, x.CanBeInfinite),
            Operator.Sin or Operator.Cos or Operator.Tanh or Operator.Sign => new ValueRange(-1, 1, false),
            Operator.ExpM1 => new ValueRange(Math.Exp(x.Low) - 1, Math.Exp(x.High) - 1, x.High > 709),
            Operator.Max => Both(x, of(node.Operands[1]), Math.Max),
            Operator.Min => Both(x, of(node.Operands[1]), Math.Min),
            // Of no class, where a row has no other, up to as many as there are.
            Operator.SumOthers => new ValueRange(
                x.Low >= 0 ? 0 : double.NegativeInfinity, x.High <= 0 ? 0 : double.PositiveInfinity, x.CanBeInfinite),
            Operator.Select => Hull(of(node.Operands[1]), of(node.Operands[2])),
            _ => Anything,
        };
    }

    private static ValueRange OfProduct(Operation product, Func<Expr, ValueRange> of)
    {
        // A factor that occurs twice is a square, which is not negative.
        var result = new ValueRange(1, 1, false);
        foreach (IGrouping<Expr, Expr> same in product.Operands.GroupBy(factor => factor))
        {
            result = Multiply(result, Power(of(same.Key), same.Count()));
        }
        return result;
    }

    private static ValueRange Power(ValueRange x, int exponent)
    {
        ValueRange square = Multiply(x, x);
        if (x.CanBeZero)
            square = square with { Low = 0 };
        ValueRange result = exponent % 2 == 1 ? x : new ValueRange(1, 1, false);
        for (int pair = 0; pair < exponent / 2; pair++)
            result = Multiply(result, square);
        return result;
    }

    private static ValueRange Add(ValueRange x, ValueRange y) => new(x.Low + y.Low, x.High + y.High, x.CanBeInfinite || y.CanBeInfinite);

    private static ValueRange Multiply(ValueRange x, ValueRange y)
    {
        double[] corners = [Product(x.Low, y.Low), Product(x.Low, y.High), Product(x.High, y.Low), Product(x.High, y.High)];
        return new ValueRange(corners.Min(), corners.Max(), x.CanBeInfinite || y.CanBeInfinite);
    }

    private static double Product(double x, double y) => x == 0 || y == 0 ? 0 : x * y;

    private static ValueRange Divide(ValueRange x, ValueRange y)
    {
        if (y.CanBeZero && y.Low != 0 && y.High != 0)
            return Anything;
        double low = y.Low >= 0 ? 0 : double.NegativeInfinity, high = y.Low >= 0 ? double.PositiveInfinity : 0;
        if (y.IsPositive)
            (low, high) = (double.IsInfinity(y.High) ? low : 1 / y.High, 1 / y.Low);
        return Multiply(x, new ValueRange(low, high, y.CanBeZero));
    }

    private static ValueRange Both(ValueRange x, ValueRange y, Func<double, double, double> choose) =>
        new(choose(x.Low, y.Low), choose(x.High, y.High), x.CanBeInfinite || y.CanBeInfinite);

    private static ValueRange Hull(ValueRange x, ValueRange y) =>
        new(Math.Min(x.Low, y.Low), Math.Max(x.High, y.High), x.CanBeInfinite || y.CanBeInfinite);

    private static bool IsEven(Expr exponent) => exponent is Constant { Value: var value } && value % 2 == 0;
}
