using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>
/// An expression as it was declared, evaluated operator by operator in extended arithmetic together with its derivatives, which follow
/// the chain rule forwards and owe nothing to the generator's rules.
/// </summary>
internal sealed class ExtendedFormula
{
    /// <summary>Beyond these bounds doubles overflow or lose digits, here as in a kernel.</summary>
    private const double Largest = 1e200, Smallest = 1e-200;

    /// <summary>Operands as close as this may well be equal, or their order turned, in a kernel.</summary>
    private const double Tie = 1e-9;

    private readonly IReadOnlyList<Expr> _nodes;
    private readonly int[][] _operands;
    private readonly bool[] _isOfClass;

    public ExtendedFormula(Expr expr)
    {
        _nodes = expr.PostOrder();
        var index = new Dictionary<Expr, int>();
        for (int i = 0; i < _nodes.Count; i++)
            index[_nodes[i]] = i;
        HasNaiveFunctions = _nodes.Any(node => node is Operation { Operator: Operator.ExpM1 or Operator.LogP1 });
        HasDetach = _nodes.Any(node => node is Operation { Operator: Operator.Detach });
        HasSums = _nodes.Any(node => node is Operation { Operator: Operator.SumOthers });
        _operands = [.. _nodes.Select(node => node.Operands.Select(operand => index[operand]).ToArray())];
        var dependence = new ClassDependence();
        _isOfClass = [.. _nodes.Select(dependence.Of)];
    }

    /// <summary>Whether .NET computes some of it less precisely than it can be (see <see cref="Noise"/>).</summary>
    public bool HasNaiveFunctions { get; }

    /// <summary>Whether differences are no derivative of it.</summary>
    public bool HasDetach { get; }

    /// <summary>Whether there are sums over classes in it.</summary>
    public bool HasSums { get; }

    /// <summary>Its value; null where an intermediate result is out of range or lies on an edge.</summary>
    /// <param name="leaf">The value of a leaf for a class; one that is not of a class is asked for the target.</param>
    /// <param name="row">The row.</param>
    /// <param name="classes">The classes that sums are over; one, where the expression itself is of a class.</param>
    /// <param name="noise">Is put on every result.</param>
    /// <returns>Besides it, how far each comparison and kink on the way is from turning over, by node; 0 for all other nodes.</returns>
    public (Dual Value, double[] Margins)? Evaluate(Func<Expr, int, Dual> leaf, FuzzRow row, int[] classes, Noise noise)
    {
        // One value for the row, or one for each of the classes.
        var values = new Dual[_nodes.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _nodes[i] switch
            {
                Operation { Operator: Operator.SumOthers } => [Sum(values[_operands[i][0]], classes, row, noise)],
                _ when !_isOfClass[i] => [Of(i, row.Target, 0)],
                _ => [.. classes.Select((j, place) => Of(i, j, place))],
            };
        }
        double[][] margins = [.. values.Select(own => new double[own.Length])];
        bool isSound = IsSound(values, margins, [.. classes.Select(j => double.IsNegativeInfinity(row.Logits[j]))]);
        return isSound ? (values[^1][0], [.. margins.SelectMany(own => own)]) : null;

        Dual Of(int node, int j, int place) => _nodes[node] is Operation { Operator: var @operator }
            ? DualOperations.Apply(@operator, [.. _operands[node].Select(operand => At(values, operand, place))], noise)
            : leaf(_nodes[node], j);
    }

    /// <summary>
    /// The sum over the other classes; a masked one adds nothing where its term is NaN. Whether the derivative of such a term by what it
    /// reads of the row is one, too, is left open: then there is no sum.
    /// </summary>
    private static Dual Sum(Dual[] terms, int[] others, FuzzRow row, Noise noise)
    {
        var sum = new Dual(Extended.Zero, null);
        for (int i = 0; i < others.Length; i++)
        {
            Dual term = terms[terms.Length == 1 ? 0 : i];
            bool isSkipped = double.IsNaN(term.Value.High) && term.Derivatives is null && double.IsNegativeInfinity(row.Logits[others[i]]);
            if (!isSkipped)
                sum = DualOperations.Apply(Operator.Add, [sum, term], noise);
        }
        return sum;
    }

    private static Dual At(Dual[][] values, int node, int place) => values[node][values[node].Length == 1 ? 0 : place];

    /// <summary>Whether every value that the result is made of is within range and on no edge.</summary>
    private bool IsSound(Dual[][] values, double[][] margins, bool[] isMasked)
    {
        bool[][] reached = [.. values.Select(own => new bool[own.Length])];
        reached[^1][0] = true;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            for (int place = 0; place < values[i].Length; place++)
            {
                // A masked class has infinite values; what becomes of them is in the sum.
                bool canBeInfinite = _isOfClass[i] && isMasked[place];
                if (reached[i][place] && !((canBeInfinite || IsInRange(values[i][place])) && IsSound(i, place)))
                    return false;
            }
        }
        return true;

        bool IsSound(int node, int place)
        {
            int[] operands = _operands[node];
            if (_nodes[node] is not Operation { Operator: var @operator })
                return true;
            Dual[] x = [.. operands.Select(operand => At(values, operand, place))];
            if (@operator != Operator.SumOthers)
            {
                if (IsOnEdge(@operator, x, operands.Length > 1 && operands[0] == operands[1]))
                    return false;
                margins[node][place] = Margin(@operator, x);
            }
            if (@operator == Operator.Select)
                operands = [operands[0], x[0].Value.IsZero ? operands[2] : operands[1]];
            foreach (int operand in operands)
            {
                if (@operator == Operator.SumOthers || reached[operand].Length == 1)
                    Array.Fill(reached[operand], true);
                else
                    reached[operand][place] = true;
            }
            return true;
        }
    }

    private static bool IsInRange(Dual value)
    {
        double magnitude = Math.Abs(value.Value.High);
        return (magnitude == 0 || magnitude is > Smallest and < Largest) && value.Derivatives?.All(IsInRange) != false;
    }

    private static bool IsInRange(Extended derivative) => Math.Abs(derivative.High) is 0 or (> Smallest and < Largest);

    private static bool IsOnEdge(Operator @operator, Dual[] x, bool isSame) => @operator switch
    {
        Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.Min or Operator.Max => !isSame && AreClose(x[0], x[1]),
        Operator.Clamp => AreClose(x[0], x[1]) || AreClose(x[0], x[2]),
        Operator.Abs or Operator.Sign or Operator.Cbrt => x[0] is { Value.IsZero: true, Derivatives: not null },
        _ => false,
    };

    private static double Margin(Operator @operator, Dual[] x) => @operator switch
    {
        Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.Min or Operator.Max => (x[0].Value - x[1].Value).High,
        Operator.Clamp => Math.MinMagnitude((x[0].Value - x[1].Value).High, (x[0].Value - x[2].Value).High),
        Operator.Abs or Operator.Sign => x[0].Value.High,
        _ => 0,
    };

    private static bool AreClose(Dual x, Dual y)
    {
        if ((x.Derivatives is null && y.Derivatives is null) || !x.Value.IsFinite || !y.Value.IsFinite)
            return false;
        return Math.Abs((x.Value - y.Value).High) <= Tie * (Math.Abs(x.Value.High) + Math.Abs(y.Value.High));
    }
}
