using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>
/// Which sweep computes which sum over classes. Sums that use no other sum share the first sweep, those that use these the next one,
/// and so on; what does not fit into one sweep takes several. Those that only derivatives by inputs need come last, in sweeps of their own,
/// which are left out where these are not wanted.
/// </summary>
internal sealed class SumTable
{
    /// <summary>The most sweeps that the runtime has.</summary>
    public const int MostSweeps = 4;

    /// <summary>The sums, and the numbers of the row, that one sweep has: the lengths of the runtime's ClassSums and RowScalars.</summary>
    public const int MostSums = 8;

    /// <inheritdoc cref="MostSums"/>
    public const int MostScalars = 16;

    private readonly Simplifier _simplifier;
    private readonly Dictionary<Expr, SumValue> _places = new();
    private readonly List<List<Operation>> _sweeps = [];

    /// <param name="values">The loss and its metrics, ready to be written.</param>
    /// <param name="derivatives">Its derivatives that make the gradient by the logits, as well.</param>
    /// <param name="byInputs">Its derivatives by inputs of the row.</param>
    /// <param name="simplifier">Knows what depends on a class.</param>
    public SumTable(Expr[] values, IEnumerable<Expr> derivatives, IEnumerable<Expr> byInputs, Simplifier simplifier)
    {
        _simplifier = simplifier;
        var levels = new Dictionary<Operation, int>();
        HashSet<Operation> ofLoss = [.. Derivation.SumsOf(values)], ofGradient = [.. Derivation.SumsOf(values.Concat(derivatives))];
        foreach (Operation sum in ofGradient.Concat(Derivation.SumsOf(byInputs)))
            levels[sum] = Derivation.SumsOf(sum.Operands).Select(inner => levels[inner] + 1).Append(0).Max();
        Place(ofGradient.OrderBy(sum => ofLoss.Contains(sum) ? 0 : 1));
        LossSweeps = SweepsOf(ofLoss);
        GradientSweeps = _sweeps.Count;
        Place(levels.Keys.Where(sum => !ofGradient.Contains(sum)));

        void Place(IEnumerable<Operation> sums)
        {
            foreach (IGrouping<int, Operation> level in sums.GroupBy(sum => levels[sum]).OrderBy(group => group.Key))
            {
                _sweeps.Add([]);
                foreach (Operation sum in level)
                    this.Place(sum);
            }
        }
    }

    /// <summary>The sums of each sweep.</summary>
    public IReadOnlyList<IReadOnlyList<Operation>> Sweeps => _sweeps;

    /// <summary>How many sweeps the loss itself, with its metrics, needs.</summary>
    public int LossSweeps { get; }

    /// <summary>How many the gradient by the logits needs.</summary>
    public int GradientSweeps { get; }

    /// <summary>An expression of the row with its sums replaced by what the sweeps compute.</summary>
    public Expr Resolve(Expr expr) => expr.Replace(node => _places.TryGetValue(node, out SumValue? value) ? value : null);

    private int SweepsOf(IEnumerable<Operation> sums) => sums.Select(sum => _places[sum].Sweep + 1).Append(0).Max();

    private void Place(Operation sum)
    {
        List<Operation> sweep = _sweeps[_sweeps.Count - 1];
        if (sweep.Count == MostSums || (sweep.Count > 0 && Scalars([.. sweep, sum]) > MostScalars))
            _sweeps.Add(sweep = []);
        _places[sum] = new SumValue(_sweeps.Count - 1, sweep.Count);
        sweep.Add(sum);
    }

    private int Scalars(IEnumerable<Operation> sums)
    {
        var scalars = new ScalarTable(_simplifier, expr => expr);
        foreach (Operation sum in sums)
            scalars.Resolve(sum.Operands[0]);
        return scalars.Values.Count;
    }
}
