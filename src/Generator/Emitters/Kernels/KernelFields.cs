using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The values of a plan that are the same for every row: which of them the kernel keeps, and what it is made from.</summary>
internal sealed class KernelFields
{
    private readonly LossPlan _plan;
    private readonly HashSet<Expr> _invariants;
    private readonly HashSet<Expr> _leaves;

    public KernelFields(LossPlan plan)
    {
        _plan = plan;
        _invariants = [.. plan.Invariants.Select(invariant => invariant.Value)];
        _leaves = [.. Expr.PostOrder(Roots).Where(IsLeaf)];
    }

    /// <summary>Whether the kernel is made for a number of classes.</summary>
    public bool UsesClasses => _leaves.Contains(RowStatistic.Classes);

    /// <summary>The parameters that the kernel is made from, in order of declaration.</summary>
    public IEnumerable<LossParameter> Parameters =>
        _plan.Model.Numbers.Where(parameter => _leaves.Contains(new Parameter(parameter.Name)));

    /// <summary>The parameters and class count that row code reads itself, then what is computed from them once per call.</summary>
    public IEnumerable<Expr> Values => ReadBy(Roots).Where(IsLeaf).Concat(_plan.Invariants.Select(invariant => invariant.Value));

    /// <summary>What of these is read by some expressions or by what has a name in them, each once.</summary>
    public IEnumerable<Expr> ReadBy(IEnumerable<Expr> roots)
    {
        Expr[] all = roots.ToArray();
        var read = new HashSet<Expr>(all);
        Expr[] order = Expr.PostOrder(all).ToArray();
        // From the roots down: what an invariant is computed from is not read by rows.
        foreach (Expr node in Enumerable.Reverse(order).Where(node => read.Contains(node) && !_invariants.Contains(node)))
            read.UnionWith(node.Operands);
        return order.Where(node => read.Contains(node) && (IsLeaf(node) || _invariants.Contains(node)));
    }

    private IEnumerable<Expr> Roots => _plan.RowValues;

    private static bool IsLeaf(Expr node) => node is Parameter or Statistic { Kind: RowStatistic.Classes };
}
