using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>
/// What the values of a plan are called in its kernel: what is the same for every row is a field of float64, read once into a local
/// of the row's type; everything else that has a name is a local.
/// </summary>
internal sealed class KernelNames
{
    private static readonly string[] s_sweeps = ["First", "Second", "Third", "Fourth"];

    private readonly Dictionary<Expr, string> _fields = new();
    private readonly Dictionary<Expr, string> _locals = new();
    private readonly string[] _vectors;
    private readonly string[] _rowInputs;
    private readonly string[] _classInputs;
    private readonly bool _hasNameClash;

    public KernelNames(LossPlan plan)
    {
        _hasNameClash = plan.Model.HasNameClash;
        _vectors = [.. plan.Model.ClassVectors.Select(vector => vector.Name)];
        _rowInputs = [.. plan.Model.RowInputs.Select(input => input.Name)];
        _classInputs = [.. plan.Model.ClassInputs.Select(input => input.Name)];
        string[] parameters = plan.Model.Numbers.Select(parameter => parameter.Name).ToArray();
        NamedExpr[] locals = [
            .. plan.LossLocals, .. plan.GradientLocals, .. plan.MetricLocals,
            .. plan.ClassFunctions.SelectMany(function => function.ScalarLocals.Concat(function.Locals)),
        ];
        ClassesParameter = Free("classes", [.. parameters]);
        HashSet<string> taken = [.. Names.Reserved, .. locals.Concat(plan.Invariants).Select(local => local.Name)];
        foreach (string name in parameters)
            _locals[new Parameter(name)] = TakeFree(name, taken);
        _locals[RowStatistic.Classes] = TakeFree(ClassesParameter, taken);
        foreach (NamedExpr local in plan.Invariants.Concat(locals))
            _locals[local.Value] = local.Name;

        // Methods see the constructor's parameters before fields: no field may be called like one of them.
        taken.UnionWith([ClassesParameter, .. parameters, .. _locals.Values]);
        foreach (Expr leaf in parameters.Select(name => (Expr)new Parameter(name)).Prepend(RowStatistic.Classes))
            _fields[leaf] = TakeFree("_" + (leaf is Parameter parameter ? parameter.Name : ClassesParameter), taken);
        foreach (NamedExpr invariant in plan.Invariants)
            _fields[invariant.Value] = TakeFree("_" + invariant.Name, taken);
    }

    /// <summary>The field that has the sums of a sweep.</summary>
    public static string Sweep(int index) => s_sweeps[index];

    /// <summary>The constructor's parameter that takes the number of classes.</summary>
    public string ClassesParameter { get; }

    /// <summary>A helper class of the runtime, as the generated file can name it.</summary>
    public string Helper(string name) => _hasNameClash ? HelperNames.FullNames[name] : name;

    /// <summary>Whether a value is the same for every row, and so kept in a field.</summary>
    public bool HasField(Expr value) => _fields.ContainsKey(value);

    /// <summary>The field that keeps a value which is the same for every row.</summary>
    public string Field(Expr value) => _fields[value];

    /// <summary>The local that has a value where a row is at hand; null where it is written out.</summary>
    public string? Local(Expr value) => _locals.TryGetValue(value, out string? name) ? Identifiers.Escape(name) : null;

    /// <summary>The place among the class vectors, or class inputs, of the one that an element belongs to.</summary>
    public int VectorOf(ClassElement element) => Array.IndexOf(element.IsInput ? _classInputs : _vectors, element.Vector);

    /// <summary>The place of a number among those that come with the row.</summary>
    public int PlaceOf(RowInput input) => Array.IndexOf(_rowInputs, input.Name);

    /// <summary>How a function of a class reads what is known of the class; null for what is computed.</summary>
    public string? OfClass(Expr value) => value switch
    {
        Statistic { Kind: var kind } => "of." + Names.PropertyOf(kind),
        UntransformedLogit => "of.UntransformedLogit",
        ClassElement element => $"of.{(element.IsInput ? "Input" : "Vector")}({VectorOf(element)})",
        _ => null,
    };

    /// <summary>Whether a value is true or false.</summary>
    public static bool IsCondition(Expr value) => value is Operation
    {
        Operator: Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Not
    };

    private static string TakeFree(string name, HashSet<string> taken)
    {
        string free = Free(name, taken);
        taken.Add(free);
        return free;
    }

    /// <summary>The name, or with as many underscores before it as make it a new one.</summary>
    private static string Free(string name, HashSet<string> taken) => taken.Contains(name) ? Free("_" + name, taken) : name;
}
