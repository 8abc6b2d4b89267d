using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>What the values of a plan are called in its kernel.</summary>
internal sealed class KernelNames
{
    private readonly Dictionary<Expr, string> _names = new();
    private readonly Dictionary<Expr, string> _invariants = new();
    private readonly Dictionary<string, string> _fields = new();
    private readonly RowDependence _rowDependence = new();
    private readonly bool _hasNameClash;

    public KernelNames(LossPlan plan)
    {
        _hasNameClash = plan.Model.HasNameClash;
        string[] parameters = plan.Model.Parameters.Select(parameter => parameter.Name).ToArray();
        ClassesParameter = parameters.Contains("classes") ? Free("classCount", parameters) : "classes";
        NamedExpr[] locals = plan.LossLocals.Concat(plan.GradientLocals).ToArray();
        // Methods see locals and the constructor's parameters before fields: no field may be called like one of them.
        HashSet<string> taken = [ClassesParameter, .. parameters, .. locals.Select(local => local.Name)];
        foreach (string name in parameters.Prepend(ClassesParameter))
            taken.Add(_fields[name] = Free("_" + name, taken));
        foreach (NamedExpr invariant in plan.Invariants)
        {
            string field = Free("_" + invariant.Name, taken);
            taken.Add(field);
            _invariants.Add(invariant.Value, field);
            // Kernels are passed to a GPU as they are, where a truth value has no agreed size: it is kept as 1 or 0.
            _names[invariant.Value] = IsCondition(invariant.Value) ? $"({field} != 0.0)" : field;
        }
        foreach (NamedExpr local in locals)
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

    /// <summary>The field that keeps a parameter.</summary>
    public string Field(string name) => _fields[name];

    /// <summary>How a value that has a name is read; null where it is written out.</summary>
    public string? Of(Operation operation) => _names.TryGetValue(operation, out string? name) ? name : null;

    public bool DependsOnRow(Expr expr) => _rowDependence.Of(expr);

    /// <summary>Whether the kernel computes it once a call.</summary>
    public bool IsInvariant(Expr node) => _invariants.ContainsKey(node);

    /// <summary>The field that keeps a value that no row changes.</summary>
    public string Field(Expr invariant) => _invariants[invariant];

    /// <summary>Whether its value is true or false.</summary>
    public static bool IsCondition(Expr value) => value is Operation
    {
        Operator: Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Not
    };

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


    /// <summary>The name, or with as many underscores before it as make it a new one.</summary>
    private static string Free(string name, ICollection<string> taken) => taken.Contains(name) ? Free("_" + name, taken) : name;

    private static Expr[] Roots(LossPlan plan) =>
        [plan.Loss, plan.Others, plan.Target, plan.Mean ?? Constant.Zero, plan.Entropy ?? Constant.Zero];
}
