using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Simplification;

namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>What the values of a plan are called in its kernel.</summary>
internal sealed class KernelNames
{
    private readonly Dictionary<Expr, string> _names = new();
    private readonly Simplifier _simplifier = new();
    private readonly bool _hasNameClash;

    public KernelNames(LossPlan plan)
    {
        _hasNameClash = plan.Model.HasNameClash;
        ClassesParameter = plan.Model.Parameters.Any(parameter => parameter.Name == "classes") ? "classCount" : "classes";
        foreach (NamedExpr invariant in plan.Invariants)
            _names[invariant.Value] = "_" + invariant.Name;
        foreach (NamedExpr local in plan.LossLocals.Concat(plan.GradientLocals))
            _names[local.Value] = Identifiers.Escape(local.Name);
    }

    /// <summary>The leaves that the kernel is made of, in the order of its constructor's parameters: classes first.</summary>
    public IEnumerable<string> ConstructorParameters(LossPlan plan)
    {
        Expr[] leaves = Expr.PostOrder(Roots(plan)).ToArray();
        if (leaves.Contains(RowStatistic.Classes))
            yield return ClassesParameter;
        foreach (LossParameter parameter in plan.Model.Parameters.Where(parameter => leaves.Contains(new Parameter(parameter.Name))))
            yield return parameter.Name;
    }

    /// <summary>The constructor's parameter that takes the number of classes.</summary>
    public string ClassesParameter { get; }

    /// <summary>A function of the tables, <c>Math.Exp</c> for example, as the generated file can call it.</summary>
    public string Function(string function)
    {
        if (!_hasNameClash)
            return function;
        int dot = function.IndexOf('.');
        return HelperNames.FullNames[function.Substring(0, dot)] + function.Substring(dot);
    }

    public string? Of(Operation operation) => _names.TryGetValue(operation, out string? name) ? name : null;

    public bool DependsOnRow(Expr expr) => _simplifier.DependsOnRow(expr);

    /// <summary>The leaves that row code reads itself, not only what is computed of them once a call.</summary>
    public IEnumerable<Expr> LeavesInRows(LossPlan plan)
    {
        Expr[] roots = Roots(plan);
        var written = new HashSet<Expr>(roots);
        // From the roots down: what an invariant is computed of is not read by rows.
        foreach (Expr node in Expr.PostOrder(roots).Reverse().Where(node => written.Contains(node) && !IsInvariant(node)))
            written.UnionWith(node.Operands);
        return Expr.PostOrder(roots).Where(node => written.Contains(node) && (node is Parameter or Statistic { Kind: RowStatistic.Classes }));
    }

    private bool IsInvariant(Expr node) => node is Operation operation && Of(operation) is { } name && name.StartsWith("_", StringComparison.Ordinal);

    private static Expr[] Roots(LossPlan plan) =>
        [plan.Loss, plan.Others, plan.Target, plan.Mean ?? Constant.Zero, plan.Entropy ?? Constant.Zero];
}
