using SparseLsr.Gen.Generator.Collections;

namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>
/// A scalar expression of parameters and row statistics: an immutable tree with value equality whose equal subtrees may be
/// shared. Nothing here recurses over it (see <see cref="PostOrder()"/>), so that trees ten thousand deep are allowed.
/// </summary>
internal abstract record Expr
{
    /// <summary>The operands in order; empty for leaves.</summary>
    public virtual EquatableArray<Expr> Operands => EquatableArray<Expr>.Empty;

    public static Expr operator +(Expr left, Expr right) => new Operation(Operator.Add, left, right);

    /// <summary>The difference as a sum with a negated term, which is the same number in IEEE arithmetic.</summary>
    public static Expr operator -(Expr left, Expr right) => new Operation(Operator.Add, left, -right);

    public static Expr operator -(Expr operand) => new Operation(Operator.Negate, operand);

    public static Expr operator *(Expr left, Expr right) => new Operation(Operator.Multiply, left, right);

    public static Expr operator /(Expr left, Expr right) => new Operation(Operator.Divide, left, right);

    public static implicit operator Expr(double value) => new Constant(value);

    public static implicit operator Expr(RowStatistic statistic) => new Statistic(statistic);

    /// <summary>The distinct nodes of this expression, each after its operands.</summary>
    public IReadOnlyList<Expr> PostOrder() => PostOrder([this]);

    /// <summary>The distinct nodes of several expressions, each after its operands.</summary>
    public static IReadOnlyList<Expr> PostOrder(IEnumerable<Expr> roots)
    {
        var order = new List<Expr>();
        var seen = new HashSet<Expr>();
        var open = new Stack<(Expr Node, int Next)>();
        foreach (Expr root in roots)
        {
            if (!seen.Add(root))
                continue;
            open.Push((root, 0));
            while (open.Count > 0)
            {
                (Expr node, int next) = open.Pop();
                if (next == node.Operands.Count)
                {
                    order.Add(node);
                    continue;
                }
                open.Push((node, next + 1));
                Expr operand = node.Operands[next];
                if (seen.Add(operand))
                    open.Push((operand, 0));
            }
        }
        return order;
    }

    /// <summary>This expression with <paramref name="rewrite"/> applied to every node, operands first.</summary>
    public Expr Rewrite(Func<Expr, Expr> rewrite)
    {
        var results = new Dictionary<Expr, Expr>();
        foreach (Expr node in PostOrder())
        {
            Expr rebuilt = node is Operation operation ? operation.With(operation.Operands.Select(operand => results[operand])) : node;
            results[node] = rewrite(rebuilt);
        }
        return results[this];
    }

    /// <summary>This expression with some nodes replaced, each as a whole: what lies below them is not looked at.</summary>
    /// <param name="replacement">What takes the place of a node; null where its operands are to be looked at.</param>
    public Expr Replace(Func<Expr, Expr?> replacement)
    {
        var results = new Dictionary<Expr, Expr>();
        foreach (Expr node in PostOrder())
        {
            results[node] = replacement(node)
                ?? (node is Operation operation ? operation.With(operation.Operands.Select(operand => results[operand])) : node);
        }
        return results[this];
    }

    public sealed override string ToString() => ExprPrinter.Print(this);
}
