using SparseLsr.Gen.Generator.Symbolic.Analyses;
using SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting;

/// <summary>
/// Rewrites expressions, operands first, into shorter and numerically safer equals: it applies the rules of <see cref="RuleTable"/>
/// to each node until none applies. Rewrites that hold only for positive arguments are made only where <see cref="RangeOf"/> proves
/// the sign.
/// </summary>
/// <param name="cancellation">Stops the work between two nodes.</param>
internal sealed class Simplifier(CancellationToken cancellation = default)
{
    /// <summary>Each node that was met, with its simplified form; simplified forms map to themselves.</summary>
    private readonly Dictionary<Expr, Expr> _simplified = new();
    private readonly NodeAnalysis<ValueRange> _ranges = new(ValueRange.Of);
    private readonly NodeAnalysis<ExactSign> _signs = new(ExactSigns.Of);
    private readonly RowDependence _rowDependence = new();
    private readonly ClassDependence _classDependence = new();
    private readonly Verifier _verifier = new();

    /// <summary>The rewrites that were made.</summary>
    public RewriteLog Rewrites { get; } = new();

    /// <summary>Simplifies a whole expression.</summary>
    public Expr Simplify(Expr expr)
    {
        _verifier.Verify(expr);
        Expr flat = Flattening.Flatten(expr);
        _verifier.Verify(flat);
        var results = new Dictionary<Expr, Expr>();
        foreach (Expr node in flat.PostOrder())
        {
            results[node] = node is Operation operation
                ? Make(operation.Operator, operation.Operands.Select(operand => results[operand]))
                : node;
        }
        return results[flat];
    }

    /// <summary>The simplified form of an operator on operands that are already simplified.</summary>
    public Expr Make(Operator @operator, params IEnumerable<Expr> operands)
    {
        var node = new Operation(@operator, operands);
        if (_simplified.TryGetValue(node, out Expr? known))
            return known;
        cancellation.ThrowIfCancellationRequested();
        Expr made = Rewrite(node);
        _simplified[node] = made;
        _simplified[made] = made;
        // Analysed now, while the operands' results are at hand: later questions then walk no tree.
        RangeOf(made);
        IsNonZero(made);
        DependsOnRow(made);
        return made;
    }

    public Expr Add(params IEnumerable<Expr> terms) => Make(Operator.Add, terms);

    public Expr Subtract(Expr left, Expr right) => Make(Operator.Add, left, Negate(right));

    public Expr Negate(Expr operand) => Make(Operator.Negate, operand);

    public Expr Multiply(params IEnumerable<Expr> factors) => Make(Operator.Multiply, factors);

    public Expr Divide(Expr left, Expr right) => Make(Operator.Divide, left, right);

    public Expr Exp(Expr operand) => Make(Operator.Exp, operand);

    public Expr Log(Expr operand) => Make(Operator.Log, operand);

    /// <summary>The bounds of an expression's value.</summary>
    public ValueRange RangeOf(Expr expr) => _ranges.Of(expr);

    /// <summary>Whether an expression is not 0 in exact arithmetic, so that x/x is 1 also where x underflows to 0.</summary>
    public bool IsNonZero(Expr expr) => RangeOf(expr).IsNonZero || _signs.Of(expr) != ExactSign.Unknown;

    /// <summary>Whether an expression differs from row to row, or follows from the parameters and the class count alone.</summary>
    public bool DependsOnRow(Expr expr) => _rowDependence.Of(expr);

    /// <summary>Whether an expression differs from class to class, and so stands within a sum over classes.</summary>
    public bool DependsOnClass(Expr expr) => _classDependence.Of(expr);

    private Expr Rewrite(Expr expr)
    {
        while (expr is Operation node && ApplyRule(node) is { } simpler)
        {
            _verifier.Verify(simpler);
            if (_simplified.TryGetValue(simpler, out Expr? known))
                return known;
            expr = simpler;
        }
        return expr;
    }

    /// <summary>What the first rule that applies makes of a node; null if none applies.</summary>
    private Expr? ApplyRule(Operation node)
    {
        foreach (IRewriteRule rule in RuleTable.Of(node.Operator))
        {
            if (rule.Apply(node, this) is { } simpler)
                return simpler;
        }
        return null;
    }
}
