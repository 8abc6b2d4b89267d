namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>Evaluates expressions in float64, operator by operator, for constant folding and as the reference for the emitted code.</summary>
internal static class Interpreter
{
    /// <summary>The value of an expression, given the values of its parameters and statistics.</summary>
    /// <param name="expr">The expression.</param>
    /// <param name="parameter">The value of a parameter, or of an input of the row.</param>
    /// <param name="statistic">The value of a statistic of the row and, within a sum over classes, of the class at hand.</param>
    /// <param name="others">The same for each of the other classes in turn; none where the expression has no sums.</param>
    /// <param name="element">The element of a class vector for a class; null where all are the value of the parameter of that name.</param>
    public static double Evaluate(
        Expr expr, Func<string, double> parameter, Func<RowStatistic, double> statistic,
        IReadOnlyList<Func<RowStatistic, double>>? others = null, Func<string, double, double>? element = null) =>
        Evaluate(expr, parameter, statistic, others ?? [], new Dictionary<Expr, double>(), element);

    /// <summary>As above, with values that are known already; the values of all subexpressions are added to them.</summary>
    /// <param name="isPlain">Whether products are those of plain C#: NaN where a factor is 0 and another infinite.</param>
    public static double Evaluate(
        Expr expr, Func<string, double> parameter, Func<RowStatistic, double> statistic,
        IReadOnlyList<Func<RowStatistic, double>> others, Dictionary<Expr, double> values, Func<string, double, double>? element = null,
        bool isPlain = false)
    {
        var leaves = new Leaves(parameter, element ?? ((vector, _) => parameter(vector)));
        if (values.TryGetValue(expr, out double known))
            return known;
        IReadOnlyList<Expr> nodes = expr.PostOrder();
        // What no class changes, a sum within a sum's term for one, is computed once and stands before what it is used in.
        var ofRow = new Dictionary<Expr, double>();
        foreach (Expr node in nodes)
        {
            if (!values.TryGetValue(node, out double value))
                values[node] = value = ValueOf(node);
            bool isOfClass = node is Statistic { IsOfClass: true } or ClassElement { IsOfTarget: false }
                || !node.Operands.All(ofRow.ContainsKey);
            if (!isOfClass || node is Operation { Operator: Operator.SumOthers })
                ofRow[node] = value;
        }
        return values[expr];

        double ValueOf(Expr node) => node switch
        {
            Operation { Operator: Operator.SumOthers } sum => others.Sum(other => Term(sum.Operands[0], leaves, other, ofRow, isPlain)),
            Operation operation => Apply(operation.Operator, [.. operation.Operands.Select(operand => values[operand])], isPlain),
            _ => leaves.ValueOf(node, statistic),
        };
    }

    /// <summary>What a class contributes to a sum: one that is masked contributes 0 where its term is NaN, as in plain C#.</summary>
    private static double Term(
        Expr term, Leaves leaves, Func<RowStatistic, double> statistic, Dictionary<Expr, double> ofRow, bool isPlain)
    {
        bool isMasked = double.IsNegativeInfinity(statistic(RowStatistic.ClassLogit));
        var values = new Dictionary<Expr, double>();
        double ValueOf(Expr node) => ofRow.TryGetValue(node, out double value) ? value : values[node];
        foreach (Expr node in term.PostOrder().Where(node => !ofRow.ContainsKey(node)))
        {
            if (node is not Operation operation)
            {
                values[node] = leaves.ValueOf(node, statistic);
                continue;
            }
            values[node] = Apply(operation.Operator, [.. operation.Operands.Select(ValueOf)], isPlain || isMasked);
        }
        double result = ValueOf(term);
        return isMasked && double.IsNaN(result) ? 0 : result;
    }

    private static double Apply(Operator @operator, double[] x, bool isPlain) =>
        isPlain && @operator == Operator.Multiply ? x.Aggregate((product, factor) => product * factor) : Apply(@operator, x);

    /// <summary>One operator applied to numbers; true is 1 and false is 0.</summary>
    public static double Apply(Operator @operator, double[] x) => @operator switch
    {
        Operator.Add => x.Aggregate((sum, term) => sum + term),
        Operator.Multiply or Operator.MultiplyNoNan => Product(x),
        Operator.Negate => -x[0],
        Operator.Divide => x[0] / x[1],
        Operator.Pow => Math.Pow(x[0], x[1]),
        Operator.Sqrt => Math.Sqrt(x[0]),
        Operator.Cbrt => Functions.Cbrt(x[0]),
        Operator.Exp => Math.Exp(x[0]),
        Operator.ExpM1 => Functions.ExpM1(x[0]),
        Operator.Log => Math.Log(x[0]),
        Operator.LogP1 => Functions.LogP1(x[0]),
        Operator.Sigmoid => Functions.Sigmoid(x[0]),
        Operator.Softplus => Functions.Softplus(x[0]),
        Operator.Sin => Math.Sin(x[0]),
        Operator.Cos => Math.Cos(x[0]),
        Operator.Tan => Math.Tan(x[0]),
        Operator.Asin => Math.Asin(x[0]),
        Operator.Acos => Math.Acos(x[0]),
        Operator.Atan => Math.Atan(x[0]),
        Operator.Sinh => Math.Sinh(x[0]),
        Operator.Cosh => Math.Cosh(x[0]),
        Operator.Tanh => Math.Tanh(x[0]),
        Operator.Asinh => Functions.Asinh(x[0]),
        Operator.Acosh => Functions.Acosh(x[0]),
        Operator.Atanh => Functions.Atanh(x[0]),
        Operator.SechSquared => Functions.SechSquared(x[0]),
        Operator.LogCosh => Functions.LogCosh(x[0]),
        Operator.Abs => Math.Abs(x[0]),
        Operator.Sign => double.IsNaN(x[0]) ? double.NaN : Math.Sign(x[0]),
        Operator.Min => Math.Min(x[0], x[1]),
        Operator.Max => Math.Max(x[0], x[1]),
        Operator.Clamp => Math.Min(Math.Max(x[0], x[1]), x[2]),
        Operator.Detach => x[0],
        Operator.Less => x[0] < x[1] ? 1 : 0,
        Operator.LessOrEqual => x[0] <= x[1] ? 1 : 0,
        Operator.Equal => x[0] == x[1] ? 1 : 0,
        Operator.And => x[0] != 0 && x[1] != 0 ? 1 : 0,
        Operator.Or => x[0] != 0 || x[1] != 0 ? 1 : 0,
        Operator.Not => x[0] == 0 ? 1 : 0,
        Operator.Select => x[0] != 0 ? x[1] : x[2],
        _ => throw new InvalidOperationException($"No value for {@operator}."),
    };

    /// <summary>The product, and 0 where one factor is 0 and another infinite, such as an underflowed probability and its logarithm.</summary>
    private static double Product(double[] factors)
    {
        bool vanishes = factors.Contains(0.0) && !factors.Any(double.IsNaN);
        return vanishes ? 0 : factors.Aggregate((product, factor) => product * factor);
    }

    /// <summary>The values of what is no operation.</summary>
    private readonly struct Leaves(Func<string, double> parameter, Func<string, double, double> element)
    {
        public double ValueOf(Expr leaf, Func<RowStatistic, double> statistic) => leaf switch
        {
            Constant constant => constant.Value,
            Parameter { Name: var name } => parameter(name),
            RowInput { Name: var name } => parameter(name),
            Statistic { Kind: var kind } => statistic(kind),
            ClassElement { Vector: var vector, IsOfTarget: var isOfTarget } =>
                element(vector, statistic(isOfTarget ? RowStatistic.Target : RowStatistic.ClassIndex)),
            _ => throw new InvalidOperationException($"No value for {leaf.GetType().Name}."),
        };
    }
}
