namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>
/// Rewrites expressions, operands first, into shorter and numerically safer equals. Sums and products are kept flat; every
/// other rewrite is an <see cref="ISimplificationRule"/> of its own. Rewrites that hold for positive arguments alone are made where
/// <see cref="RangeOf"/> knows the sign, never on faith.
/// </summary>
internal sealed class Simplifier
{
    private static readonly ILookup<Operator, ISimplificationRule> Rules = new ISimplificationRule[]
    {
        new NegationRule(),
        new QuotientRule(),
        new SmallPowerRule(),
        new PowerOfKnownLogarithmRule(),
        new ExponentialRule(),
        new KnownLogarithmRule(),
        new LogarithmOfProductRule(),
        new LogarithmOfSumRule(),
        new SigmoidRule(),
        new SoftplusRule(),
        new AbsRule(),
        new ConditionRule(),
    }.SelectMany(rule => rule.Operators, (rule, @operator) => (rule, @operator)).ToLookup(pair => pair.@operator, pair => pair.rule);

    private readonly Dictionary<Expr, Expr> _made = new();
    private readonly Dictionary<Expr, ValueRange> _ranges = new();
    private readonly Dictionary<Expr, bool> _dependsOnRow = new();
    private readonly List<string> _rewrites = [];

    /// <summary>The rewrites worth telling that have been made, in order, each once.</summary>
    public IReadOnlyList<string> Rewrites => _rewrites;

    /// <summary>Simplifies a whole expression.</summary>
    public Expr Simplify(Expr expr)
    {
        Expr flat = Flattening.Flatten(expr);
        var results = new Dictionary<Expr, Expr>();
        foreach (Expr node in flat.PostOrder())
            results[node] = node is Operation operation ? Make(operation.Operator, operation.Operands.Select(operand => results[operand])) : node;
        return results[flat];
    }

    /// <summary>The simplified form of an operator on operands that are simplified already.</summary>
    public Expr Make(Operator @operator, params IEnumerable<Expr> operands)
    {
        var node = new Operation(@operator, operands);
        if (_made.TryGetValue(node, out Expr? known))
            return known;
        Expr made = Reduce(node);
        _made[node] = made;
        // Known from the leaves up, so that no question walks a tree twice.
        RangeOf(made);
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

    /// <summary>Between which bounds an expression lies.</summary>
    public ValueRange RangeOf(Expr expr)
    {
        foreach (Expr node in Unknown(expr, _ranges))
            _ranges[node] = ValueRange.Of(node, operand => _ranges[operand]);
        return _ranges[expr];
    }

    /// <summary>Whether an expression differs from row to row, or follows from the parameters and the class count alone.</summary>
    public bool DependsOnRow(Expr expr)
    {
        foreach (Expr node in Unknown(expr, _dependsOnRow))
            _dependsOnRow[node] = node is Statistic { Kind: not RowStatistic.Classes } || node.Operands.Any(operand => _dependsOnRow[operand]);
        return _dependsOnRow[expr];
    }

    /// <summary>Keeps a rewrite for the remarks of the generated code.</summary>
    public void Tell(string rewrite)
    {
        if (!_rewrites.Contains(rewrite))
            _rewrites.Add(rewrite);
    }

    /// <summary>The nodes below an expression of which nothing is known yet; mostly none, or itself alone.</summary>
    private static IEnumerable<Expr> Unknown<T>(Expr expr, Dictionary<Expr, T> known)
    {
        if (known.ContainsKey(expr))
            return [];
        return expr.Operands.All(known.ContainsKey) ? [expr] : expr.PostOrder().Where(node => !known.ContainsKey(node));
    }

    private Expr Reduce(Operation node)
    {
        switch (node.Operator)
        {
            case Operator.Add:
                return SumSimplifier.Simplify(node, this);
            case Operator.Multiply:
                return ProductSimplifier.Simplify(node, this);
        }
        if (node.Operands.All(operand => operand is Constant))
        {
            double value = Interpreter.Apply(node.Operator, node.Operands.Select(operand => ((Constant)operand).Value).ToArray());
            // Conditions stay as they are under Select alone; a value that is not finite stays as the user wrote it.
            if (!double.IsNaN(value) && !double.IsInfinity(value))
                return value;
        }
        foreach (ISimplificationRule rule in Rules[node.Operator])
        {
            if (rule.Apply(node, this) is { } simpler)
                return simpler;
        }
        return node;
    }
}
