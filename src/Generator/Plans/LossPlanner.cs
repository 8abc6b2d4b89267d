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

    private readonly Simplifier _simplifier;
    private readonly Names _names;
    private readonly Dictionary<Expr, string> _hints = new();
    private readonly HashSet<Expr> _named = new();
    private readonly Dictionary<Expr, int> _depths = new();

    private LossPlanner(LossModel model, Derivation derivation, CancellationToken cancellation)
    {
        _simplifier = new Simplifier(cancellation);
        _names = new Names(model.Parameters.Select(parameter => parameter.Name));
        // A name that the user gave is the best one.
        foreach (NamedExpr local in model.Locals)
            _hints[Lowered(_simplifier.Simplify(local.Value))] = local.Name;
        _hints[Lowered(derivation.ByTarget)] = "byTarget";
        _hints[Lowered(derivation.ByOthers)] = "byOthers";
    }

    public static LossPlan Plan(LossModel model, Derivation derivation, CancellationToken cancellation)
    {
        var planner = new LossPlanner(model, derivation, cancellation);
        Expr loss = planner.Lowered(derivation.Loss);
        Expr byTarget = planner.Lowered(derivation.ByTarget);
        // A loss of the log-odds alone has U = −T: then what has been computed for the one serves the other.
        bool isOpposite = IsWorthAName(byTarget) && derivation.ByOthers.Equals(planner.Negated(derivation.ByTarget));
        Expr byOthers = isOpposite ? -byTarget : planner.Lowered(derivation.ByOthers);
        Expr? byMean = planner.LoweredUnlessZero(derivation.ByMean);
        Expr? byEntropy = planner.LoweredUnlessZero(derivation.ByEntropy);

        Expr[] roots = new[] { loss, byOthers, byTarget, byMean, byEntropy }.OfType<Expr>().ToArray();
        EquatableArray<NamedExpr> invariants = new(planner.NameInvariants(roots));
        HashSet<Expr> shared = Shared(roots, planner._named);
        EquatableArray<NamedExpr> lossLocals = new(planner.NameShared([loss], shared));
        EquatableArray<NamedExpr> gradientLocals = new(planner.NameShared(roots.Skip(1), shared));
        return new LossPlan(model, derivation, invariants, lossLocals, gradientLocals, loss, byTarget, byOthers, byMean, byEntropy);
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
        return Expr.PostOrder(roots)
            .Where(node => IsWorthAName(node) && !_simplifier.DependsOnRow(node) && (largest.Contains(node) || IsTooDeep(node)))
            .Select(Named).ToList();
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

    private List<NamedExpr> NameShared(IEnumerable<Expr> roots, HashSet<Expr> shared) =>
        Expr.PostOrder(roots)
            .Where(node => IsWorthAName(node) && _simplifier.DependsOnRow(node) && !_named.Contains(node) && (shared.Contains(node) || IsTooDeep(node)))
            .Select(Named).ToList();

    private NamedExpr Named(Expr node)
    {
        _named.Add(node);
        _depths[node] = 0;
        return new NamedExpr(_names.Take(_hints.TryGetValue(node, out string? hint) ? hint : Names.Of((Operation)node)), node);
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
