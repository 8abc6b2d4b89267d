namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>A property of expressions that follows from the same property of their operands. Each node is analysed once.</summary>
/// <param name="ofNode">The property of a node, given those of its operands.</param>
internal sealed class NodeAnalysis<T>(Func<Expr, Func<Expr, T>, T> ofNode)
{
    private readonly Dictionary<Expr, T> _known = new();

    public T Of(Expr expr)
    {
        if (_known.TryGetValue(expr, out T? known))
            return known;
        // Usually the operands were analysed when they were made.
        IEnumerable<Expr> open = expr.Operands.All(_known.ContainsKey) ? [expr] : expr.PostOrder();
        foreach (Expr node in open)
        {
            if (!_known.ContainsKey(node))
                _known[node] = ofNode(node, operand => _known[operand]);
        }
        return _known[expr];
    }
}
