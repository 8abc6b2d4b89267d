using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>
/// Decides what gets a name of its own: what no row changes is hoisted out of the row, and what is used twice, or lies too deep
/// to be written in one line, is computed once.
/// </summary>
internal sealed class LossPlanner
{
    /// <summary>Deeper nesting than this is broken into statements; nobody reads it, and compilers recurse over it.</summary>
    private const int DeepestStatement = 16;

    private readonly LossModel _model;
    private readonly Derivation _derivation;
    private readonly Simplifier _simplifier;
    private readonly Names _names;
    private readonly Dictionary<Expr, string> _hints = new();
    private readonly Dictionary<Expr, string> _given = new();
    private readonly HashSet<Expr> _invariants = [];
    private readonly Dictionary<Expr, int> _depths = new();

    private LossPlanner(LossModel model, Derivation derivation, CancellationToken cancellation)
    {
        _model = model;
        _derivation = derivation;
        _simplifier = new Simplifier(cancellation);
        _names = new Names(model.Parameters.Select(parameter => parameter.Name), model.Locals.Select(local => local.Name));
        // A name that the user gave is the best one.
        foreach (NamedExpr local in model.Locals)
            _hints[Lowered(CommonFactors.Extract(_simplifier.Simplify(local.Value), _simplifier))] = local.Name;
        _hints[Lowered(derivation.ByTarget)] = "byTarget";
        _hints[Lowered(derivation.ByOthers)] = "byOthers";
    }

    public static LossPlan Plan(LossModel model, Derivation derivation, CancellationToken cancellation) =>
        new LossPlanner(model, derivation, cancellation).Plan();

    private LossPlan Plan()
    {
        Expr loss = Lowered(_derivation.Loss);
        Expr byTarget = Lowered(_derivation.ByTarget);
        // A loss of the log-odds alone has U = −T: then what has been computed for the one serves the other.
        bool isOpposite = IsWorthAName(byTarget) && _derivation.ByOthers.Equals(Negated(_derivation.ByTarget));
        Expr byOthers = isOpposite ? -byTarget : Lowered(_derivation.ByOthers);
        Expr? byMean = LoweredUnlessZero(_derivation.ByMean);
        Expr? byEntropy = LoweredUnlessZero(_derivation.ByEntropy);
        Expr? byClass = LoweredUnlessZero(_derivation.ByClass) is { } lowered ? Lowering.WithoutMasked(lowered) : null;

        Expr[] derivatives = [.. new[] { byOthers, byTarget, byMean, byEntropy }.OfType<Expr>()];
        Expr[] byInputs = [.. _derivation.ByInputs.Select(Lowered)];
        Expr[] metrics =
            [.. _model.Metrics.Select(metric => Lowered(CommonFactors.Extract(_simplifier.Simplify(metric.Value), _simplifier)))];
        var sums = new SumTable([loss, .. metrics], byClass is null ? derivatives : derivatives.Append(byClass), byInputs, _simplifier);
        (ScalarTable Scalars, Expr[] Values)[] functions = [.. sums.Sweeps.Select(sweep => OfClass(sweep.Select(sum => sum.Operands[0])))];
        (ScalarTable Scalars, Expr[] Values) gradient = OfClass(byClass is null ? [] : [byClass]);
        loss = sums.Resolve(loss);
        derivatives = [.. derivatives.Select(sums.Resolve)];
        byInputs = [.. byInputs.Select(sums.Resolve)];
        metrics = [.. metrics.Select(sums.Resolve)];

        Expr[] roots = [loss, .. derivatives, .. byInputs, .. gradient.Scalars.Values];
        TransformParts? transform = _model.Transform is null ? null : new TransformParts(_model.Transform, _simplifier);
        List<NamedExpr> invariants =
            NameInvariants([.. roots, .. metrics,
                .. functions.SelectMany(function => function.Scalars.Values), .. transform?.RowValues ?? []]);
        var named = new HashSet<Expr>(_invariants);
        HashSet<Expr> shared = Shared(roots, named);
        List<NamedExpr> lossLocals = NameShared([loss], shared, named);
        List<NamedExpr> gradientLocals = NameShared(roots.Skip(1), shared, named);
        var namedOfMetrics = new HashSet<Expr>(_invariants);
        List<NamedExpr> metricLocals = NameShared(metrics, Shared(metrics, namedOfMetrics), namedOfMetrics);
        SweepPlan[] sweeps = [.. functions.Select((function, i) => new SweepPlan(new(sums.Sweeps[i]), Function(function)))];
        bool isTooMuch = sums.Sweeps.Count > SumTable.MostSweeps
            || functions.Append(gradient).Any(function => function.Scalars.Values.Count > SumTable.MostScalars);
        ClassFunction? ofClass = byClass is null ? null : Function(gradient) with { ScalarLocals = EquatableArray<NamedExpr>.Empty };
        return new LossPlan(
            _model with { HasErrors = _model.HasErrors || isTooMuch }, _derivation, new(invariants), new(lossLocals), new(gradientLocals),
            loss, sums.Resolve(byTarget), sums.Resolve(byOthers),
            byMean is null ? null : sums.Resolve(byMean), byEntropy is null ? null : sums.Resolve(byEntropy), new(byInputs),
            new(metrics), new(metricLocals),
            transform is null ? null : new TransformPlan(
                transform.Declared, Function(transform.OfOther), transform.OfTarget, transform.TargetSlope, Function(transform.OfAny)),
            new ClassPlan(new(sweeps), sums.LossSweeps, sums.GradientSweeps, ofClass), isTooMuch);

        (ScalarTable, Expr[]) OfClass(IEnumerable<Expr> values)
        {
            var scalars = new ScalarTable(_simplifier, sums.Resolve);
            return (scalars, [.. values.Select(scalars.Resolve)]);
        }
    }

    /// <summary>The function of a class with some values, and what is computed of the row for it.</summary>
    private ClassFunction Function((ScalarTable Scalars, Expr[] Values) function)
    {
        Expr[] scalars = [.. function.Scalars.Values];
        var named = new HashSet<Expr>(_invariants);
        List<NamedExpr> scalarLocals = NameShared(scalars, Shared(scalars, named), named);
        HashSet<Expr> shared = Shared(function.Values, []);
        // What is known of the class is read once, whatever it costs.
        NamedExpr[] locals =
        [
            .. Expr.PostOrder(function.Values)
                .Where(node => node is Statistic or ClassElement or UntransformedLogit
                    || (IsWorthAName(node) && (shared.Contains(node) || IsTooDeep(node))))
                .Select(Named),
        ];
        return new ClassFunction(new(function.Values), new(locals), new(scalars), new(scalarLocals));
    }

    private Expr Lowered(Expr expr) => Lowering.Lower(expr, _simplifier);

    private Expr? LoweredUnlessZero(Expr expr) => expr.Equals(Constant.Zero) ? null : Lowered(expr);

    private Expr Negated(Expr expr) => CommonFactors.Extract(_simplifier.Negate(expr), _simplifier);

    /// <summary>The largest parts that no row changes, in the order in which they can be computed.</summary>
    private List<NamedExpr> NameInvariants(Expr[] roots)
    {
        var largest = new HashSet<Expr>(roots);
        foreach (Expr node in Expr.PostOrder(roots).Where(_simplifier.DependsOnRow))
            largest.UnionWith(node.Operands);
        // A negation is written where it stands; what it negates is what gets the name.
        largest.UnionWith(largest.Where(node => node is Operation { Operator: Operator.Negate }).SelectMany(node => node.Operands).ToArray());
        List<NamedExpr> invariants = Expr.PostOrder(roots)
            .Where(node => IsWorthAName(node) && !_simplifier.DependsOnRow(node) && (largest.Contains(node) || IsTooDeep(node)))
            .Select(Named).ToList();
        _invariants.UnionWith(invariants.Select(invariant => invariant.Value));
        return invariants;
    }

    /// <summary>What is used more than once.</summary>
    private static HashSet<Expr> Shared(Expr[] roots, HashSet<Expr> named)
    {
        var used = new HashSet<Expr>();
        var shared = new HashSet<Expr>();
        void Use(Expr node)
        {
            if (!used.Add(node))
                shared.Add(node);
        }
        foreach (Expr root in roots)
            Use(root);
        foreach (Expr operand in Expr.PostOrder(roots).Where(node => !named.Contains(node)).SelectMany(node => node.Operands))
            Use(operand);
        return shared;
    }

    /// <summary>Names of one method: what is shared in it and has no name there yet.</summary>
    private List<NamedExpr> NameShared(IEnumerable<Expr> roots, HashSet<Expr> shared, HashSet<Expr> named)
    {
        var locals = new List<NamedExpr>();
        foreach (Expr node in Expr.PostOrder(roots).Where(node => IsWorthAName(node) && _simplifier.DependsOnRow(node)))
        {
            if (named.Contains(node) || (!shared.Contains(node) && !IsTooDeep(node)))
                continue;
            named.Add(node);
            locals.Add(Named(node));
        }
        return locals;
    }

    /// <summary>Gives a value a name, the same in all methods.</summary>
    private NamedExpr Named(Expr node)
    {
        _depths[node] = 0;
        if (!_given.TryGetValue(node, out string? name))
        {
            bool isUsers = _hints.TryGetValue(node, out string? hint);
            hint ??= node is Operation operation ? Names.Of(operation)
                : node is ClassElement element ? element.Vector
                : node is UntransformedLogit ? "untransformed"
                : Names.Of((Statistic)node);
            _given[node] = name = _names.Take(hint, isUsers);
        }
        return new NamedExpr(name, node);
    }

    private static bool IsWorthAName(Expr node) =>
        node is Operation { Operator: not Operator.Negate } operation
        && (operation.Operator != Operator.Detach || operation.Operands[0] is Operation);

    /// <summary>Asked from the leaves up, so that the depths of operands are known.</summary>
    private bool IsTooDeep(Expr node)
    {
        _depths[node] = 1 + node.Operands.Select(operand => _depths.TryGetValue(operand, out int depth) ? depth : 0).Append(0).Max();
        return _depths[node] > DeepestStatement;
    }
}
