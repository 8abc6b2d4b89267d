using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Testing.Exact;

/// <summary>
/// A loss as it was declared, evaluated operator by operator in exact arithmetic, and its exact gradient. Derivatives are difference
/// quotients with a step of 2^−100 at 1280 bits: they owe nothing to any rule of differentiation. At a kink they give the mean of
/// both sides, as PyTorch does for abs, max and min.
/// </summary>
internal sealed class ExactLoss
{
    /// <summary>More than is left of a vanished gradient where an infinite quantity was replaced by a finite one.</summary>
    private const double Vanished = 1e-150;

    private readonly IReadOnlyList<Expr> _nodes;
    private readonly int[][] _operands;
    private readonly HashSet<Base> _bases;
    private readonly IReadOnlyDictionary<string, double> _parameters;
    private readonly bool _hasDetach;

    public ExactLoss(Expr loss, IReadOnlyDictionary<string, double> parameters)
    {
        _nodes = loss.PostOrder();
        _parameters = parameters;
        var index = new Dictionary<Expr, int>();
        for (int i = 0; i < _nodes.Count; i++)
            index[_nodes[i]] = i;
        _hasDetach = _nodes.Any(node => node is Operation { Operator: Operator.Detach });
        _operands = [.. _nodes.Select(node => node.Operands.Select(operand => index[operand]).ToArray())];
        _bases = [.. _nodes.OfType<Statistic>().SelectMany(leaf => ExactStatistics.BasesOf(leaf.Kind))];
    }

    /// <summary>The loss, given the properties of <c>Row</c>.</summary>
    public BigFloat Evaluate(Func<RowStatistic, BigFloat> statistics) => Values(statistics, constants: null)[^1];

    /// <summary>The values of all nodes.</summary>
    /// <param name="constants">Where detached values are taken from; null to compute them.</param>
    private BigFloat[] Values(Func<RowStatistic, BigFloat> statistics, BigFloat[]? constants)
    {
        var values = new BigFloat[_nodes.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _nodes[i] switch
            {
                Constant constant => constant.Value,
                Parameter parameter => _parameters[parameter.Name],
                Statistic leaf => statistics(leaf.Kind),
                Operation { Operator: Operator.Detach } => constants is null ? values[_operands[i][0]] : constants[i],
                Operation operation => Apply(operation.Operator, [.. _operands[i].Select(operand => values[operand])]),
                _ => throw new NotSupportedException($"No value for {_nodes[i]}."),
            };
        }
        return values;
    }

    /// <summary>The loss of a row and its gradient by the logits.</summary>
    public ExactResult Evaluate(ExactRow row)
    {
        int classes = row.Logits.Length;
        BigFloat value = Evaluate(row.Statistics.Of);
        BigFloat d = Derivative(row, Base.LogOdds);
        BigFloat lambda = Derivative(row, Base.OthersLogSumExp);
        BigFloat z = Derivative(row, Base.MeanLogit);
        BigFloat e = Derivative(row, Base.OthersEntropy).Round(ExactRow.ClassBits);

        BigFloat others = (lambda - d).Round(ExactRow.ClassBits);
        BigFloat mean = (z / classes).Round(ExactRow.ClassBits);
        var gradient = new double[classes];
        for (int j = 0; j < classes; j++)
        {
            bool masked = double.IsNegativeInfinity(row.Logits[j]);
            double element = (j == row.Target ? d + mean : masked ? BigFloat.Zero : OfOther(j)).ToDouble();
            gradient[j] = row.IsFinite || Math.Abs(element) > Vanished ? element : 0;
        }
        return new ExactResult(value.ToDouble(), gradient, ValueSlope(row, d, lambda, z, e));

        BigFloat OfOther(int j)
        {
            BigFloat factor = e.IsZero ? others : others - e * (row.LogShare(j) + row.OthersEntropy);
            return row.Share(j) * factor + mean;
        }
    }

    private static double ValueSlope(ExactRow row, BigFloat d, BigFloat lambda, BigFloat z, BigFloat e)
    {
        if (!row.Of(RowStatistic.LogOdds).IsFinite || row.MeanIsInfinite)
            return 0;
        // Written with what does not change under a common offset of the logits; the offset counts where the loss depends on it.
        BigFloat slope = BigFloat.Abs(d)
            + BigFloat.Abs(lambda * row.Of(RowStatistic.LogSumExpOffset))
            + BigFloat.Abs(z * row.Of(RowStatistic.MeanOffset))
            + BigFloat.Abs(e)
            + BigFloat.Abs((lambda + z) * row.MaximumOfOthers);
        return slope.ToDouble();
    }

    private BigFloat Derivative(ExactRow row, Base quantity)
    {
        if (!_bases.Contains(quantity))
            return BigFloat.Zero;
        BigFloat[]? constants = _hasDetach ? Values(row.Moved(quantity, 0).Of, null) : null;
        BigFloat rise = Values(row.Moved(quantity, 1).Of, constants)[^1] - Values(row.Moved(quantity, -1).Of, constants)[^1];
        return rise / (2 * ExactRow.Step);
    }

    private static BigFloat Apply(Operator @operator, BigFloat[] x) => @operator switch
    {
        Operator.Add => x.Aggregate((sum, term) => sum + term),
        Operator.Multiply => Product(x),
        Operator.Negate => -x[0],
        Operator.Divide => x[0] / x[1],
        Operator.Pow => BigFloat.Pow(x[0], x[1]),
        Operator.Sqrt => BigFloat.Sqrt(x[0]),
        Operator.Exp => BigFloat.Exp(x[0]),
        Operator.ExpM1 => BigFloat.ExpM1(x[0]),
        Operator.Log => BigFloat.Log(x[0]),
        Operator.LogP1 => BigFloat.LogP1(x[0]),
        Operator.Sigmoid => BigFloat.Sigmoid(x[0]),
        Operator.Softplus => BigFloat.Softplus(x[0]),
        Operator.Abs => BigFloat.Abs(x[0]),
        Operator.Sign => x[0].IsNaN ? x[0] : x[0].Sign,
        Operator.Min => BigFloat.Min(x[0], x[1]),
        Operator.Max => BigFloat.Max(x[0], x[1]),
        Operator.Clamp => BigFloat.Min(BigFloat.Max(x[0], x[1]), x[2]),
        Operator.Less => x[0] < x[1] ? 1 : 0,
        Operator.LessOrEqual => x[0] <= x[1] ? 1 : 0,
        Operator.Equal => x[0] == x[1] ? 1 : 0,
        Operator.And => x[0].IsZero || x[1].IsZero ? 0 : 1,
        Operator.Or => x[0].IsZero && x[1].IsZero ? 0 : 1,
        Operator.Not => x[0].IsZero ? 1 : 0,
        Operator.Select => x[0].IsZero ? x[2] : x[1],
        _ => throw new NotSupportedException($"{@operator} has no exact counterpart yet: no ready-made loss needs it."),
    };

    /// <summary>The product in which a vanished factor times an infinite statistic is 0.</summary>
    private static BigFloat Product(BigFloat[] factors)
    {
        bool vanishes = factors.Any(factor => factor.IsZero) && !factors.Any(factor => factor.IsNaN);
        return vanishes ? BigFloat.Zero : factors.Aggregate((product, factor) => product * factor);
    }
}
