namespace SparseLsr.Gen.Generator.Symbolic.Rewriting;

/// <summary>
/// Makes one flat sum of a chain of sums, and one flat product of a chain of products, before any rule is applied:
/// the terms of a chain ten thousand long would otherwise be collected again at every link.
/// </summary>
internal static class Flattening
{
    public static Expr Flatten(Expr expr)
    {
        IReadOnlyList<Expr> order = expr.PostOrder();
        HashSet<Expr> links = Links(order, expr);
        var results = new Dictionary<Expr, Expr>();
        foreach (Expr node in order)
        {
            if (links.Contains(node))
                continue;
            results[node] = node is Operation operation
                ? operation.With(IsChain(operation) ? Chain(operation, links).Select(operand => results[operand]) : operation.Operands.Select(operand => results[operand]))
                : node;
        }
        return results[expr];
    }

    /// <summary>The sums that only another sum uses, and the products that only another product uses.</summary>
    private static HashSet<Expr> Links(IReadOnlyList<Expr> order, Expr root)
    {
        var links = new HashSet<Expr>();
        var used = new HashSet<Expr> { root };
        foreach (Operation node in order.OfType<Operation>())
        {
            foreach (Expr operand in node.Operands)
            {
                bool joins = operand is Operation { Operator: var inner } && inner == node.Operator && IsChain(node);
                if (used.Add(operand) && joins)
                    links.Add(operand);
                else
                    links.Remove(operand);
            }
        }
        return links;
    }

    private static bool IsChain(Operation node) => node.Operator is Operator.Add or Operator.Multiply;

    private static List<Expr> Chain(Operation top, HashSet<Expr> links)
    {
        var operands = new List<Expr>();
        var open = new Stack<Expr>(top.Operands.Reverse());
        while (open.Count > 0)
        {
            Expr operand = open.Pop();
            if (!links.Contains(operand))
            {
                operands.Add(operand);
                continue;
            }
            foreach (Expr inner in operand.Operands.Reverse())
                open.Push(inner);
        }
        return operands;
    }
}
