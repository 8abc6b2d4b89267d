using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>
/// A loss as it was declared, evaluated operator by operator in extended arithmetic together with its derivatives, which follow the
/// chain rule forwards and owe nothing to the generator's rules.
/// </summary>
internal sealed class ExtendedLoss
{
    /// <summary>Beyond these bounds doubles overflow or lose digits, here as in a kernel.</summary>
    private const double Largest = 1e200, Smallest = 1e-200;

    /// <summary>Operands as close as this may well be equal, or their order turned, in a kernel.</summary>
    private const double Tie = 1e-9;

    private readonly IReadOnlyList<Expr> _nodes;
    private readonly int[][] _operands;
    private readonly IReadOnlyDictionary<string, double> _parameters;

    public ExtendedLoss(Expr loss, IReadOnlyDictionary<string, double> parameters)
    {
        _nodes = loss.PostOrder();
        _parameters = parameters;
        var index = new Dictionary<Expr, int>();
        for (int i = 0; i < _nodes.Count; i++)
            index[_nodes[i]] = i;
        HasNaiveFunctions = _nodes.Any(node => node is Operation { Operator: Operator.ExpM1 or Operator.LogP1 });
        HasDetach = _nodes.Any(node => node is Operation { Operator: Operator.Detach });
        _operands = [.. _nodes.Select(node => node.Operands.Select(operand => index[operand]).ToArray())];
    }

    /// <summary>Whether .NET computes some of it less precisely than it can be (see <see cref="Noise"/>).</summary>
    public bool HasNaiveFunctions { get; }

    /// <summary>Whether differences of the loss are no derivative of it.</summary>
    public bool HasDetach { get; }

    /// <summary>The loss of a row and its gradient; null where an intermediate result is out of range or lies on an edge.</summary>
    /// <returns>Besides them, how far each comparison and kink on the way is from turning over, by node; 0 for all other nodes.</returns>
    public (Extended Value, Extended[] Gradient, double[] Margins)? Evaluate(FuzzRow row, Noise noise)
    {
        var statistics = new ExtendedRow(row, noise);
        var values = new Dual[_nodes.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _nodes[i] switch
            {
                Constant constant => new Dual(constant.Value, null),
                Parameter parameter => new Dual(_parameters[parameter.Name], null),
                Statistic { Kind: RowStatistic.Classes } => new Dual(row.Logits.Length, null),
                // Not null: rows change it, though no logit does.
                Statistic { Kind: RowStatistic.Target } => new Dual(row.Target, new Extended[4]),
                Statistic leaf => new Dual(statistics.Of(leaf.Kind)),
                Operation operation => DualOperations.Apply(operation.Operator, [.. _operands[i].Select(operand => values[operand])], noise),
                _ => throw new NotSupportedException($"No value for {_nodes[i]}."),
            };
        }
        var margins = new double[values.Length];
        if (!IsSound(values, margins))
            return null;
        Extended[] gradient = statistics.Gradient(values[^1].Derivatives ?? new Extended[4]);
        return gradient.All(element => element.IsFinite) ? (values[^1].Value, gradient, margins) : null;
    }

    /// <summary>Whether every value that the result is made of is within range and on no edge.</summary>
    private bool IsSound(Dual[] values, double[] margins)
    {
        var reached = new bool[values.Length];
        reached[^1] = true;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            if (!reached[i])
                continue;
            double magnitude = Math.Abs(values[i].Value.High);
            if (!(magnitude == 0 || magnitude is > Smallest and < Largest) || values[i].Derivatives?.All(IsInRange) == false)
                return false;
            int[] operands = _operands[i];
            if (_nodes[i] is Operation { Operator: var @operator })
            {
                if (IsOnEdge(@operator, operands, values))
                    return false;
                margins[i] = Margin(@operator, operands, values);
                if (@operator == Operator.Select)
                    operands = [operands[0], values[operands[0]].Value.IsZero ? operands[2] : operands[1]];
            }
            foreach (int operand in operands)
                reached[operand] = true;
        }
        return true;
    }

    private static bool IsInRange(Extended derivative) => Math.Abs(derivative.High) is 0 or (> Smallest and < Largest);

    private static bool IsOnEdge(Operator @operator, int[] operands, Dual[] values) => @operator switch
    {
        Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.Min or Operator.Max => AreClose(operands[0], operands[1], values),
        Operator.Clamp => AreClose(operands[0], operands[1], values) || AreClose(operands[0], operands[2], values),
        Operator.Abs or Operator.Sign or Operator.Cbrt => values[operands[0]] is { Value.IsZero: true, Derivatives: not null },
        _ => false,
    };

    private static double Margin(Operator @operator, int[] operands, Dual[] values)
    {
        Extended x = values[operands[0]].Value;
        return @operator switch
        {
            Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.Min or Operator.Max => (x - values[operands[1]].Value).High,
            Operator.Clamp => Math.MinMagnitude((x - values[operands[1]].Value).High, (x - values[operands[2]].Value).High),
            Operator.Abs or Operator.Sign => x.High,
            _ => 0,
        };
    }

    private static bool AreClose(int left, int right, Dual[] values)
    {
        (Dual x, Dual y) = (values[left], values[right]);
        if (left == right || (x.Derivatives is null && y.Derivatives is null))
            return false;
        return Math.Abs((x.Value - y.Value).High) <= Tie * (Math.Abs(x.Value.High) + Math.Abs(y.Value.High));
    }
}
