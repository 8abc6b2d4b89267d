using System.Collections.Immutable;
using SparseLsr.Gen.Generator.Collections;

namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>
/// A scalar expression of parameters and row statistics: an immutable tree with value equality whose equal parts may be
/// shared, so that it is really a graph. Nothing here recurses over it (see <see cref="PostOrder"/>): trees ten thousand deep are legal.
/// </summary>
internal abstract record Expr
{
    /// <summary>What this node is computed from, in order; empty for leaves.</summary>
    public virtual EquatableArray<Expr> Operands => EquatableArray<Expr>.Empty;

    public static Expr operator +(Expr left, Expr right) => new Operation(Operator.Add, left, right);

    /// <summary>A difference is the sum with a negated term: the two are the same number in IEEE arithmetic.</summary>
    public static Expr operator -(Expr left, Expr right) => new Operation(Operator.Add, left, -right);

    public static Expr operator -(Expr operand) => new Operation(Operator.Negate, operand);

    public static Expr operator *(Expr left, Expr right) => new Operation(Operator.Multiply, left, right);

    public static Expr operator /(Expr left, Expr right) => new Operation(Operator.Divide, left, right);

    public static implicit operator Expr(double value) => new Constant(value);

    public static implicit operator Expr(RowStatistic statistic) => new Statistic(statistic);

    /// <summary>The distinct nodes below and including this one, each after its operands.</summary>
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

    /// <summary>This expression with every node, operands first, put through <paramref name="rewrite"/>.</summary>
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

    public sealed override string ToString() => ExprPrinter.Print(this);
}

/// <summary>A number. Equality is bitwise, so that NaN equals NaN and 0 differs from −0.</summary>
internal sealed record Constant(double Value) : Expr
{
    public static readonly Constant Zero = new(0);
    public static readonly Constant One = new(1);

    public bool Equals(Constant? other) => other is not null && Bits == other.Bits;

    public override int GetHashCode() => Bits.GetHashCode();

    private long Bits => BitConverter.DoubleToInt64Bits(Value);
}

/// <summary>One of the loss's own parameters.</summary>
internal sealed record Parameter(string Name) : Expr;

/// <summary>What the row is known by.</summary>
internal sealed record Statistic(RowStatistic Kind) : Expr;

/// <summary>An operator or function applied to its operands. Sums and products take two operands or more.</summary>
internal sealed record Operation : Expr
{
    private readonly int _hash;

    public Operation(Operator @operator, params IEnumerable<Expr> operands)
    {
        Operator = @operator;
        Operands = new EquatableArray<Expr>(operands);
        // Kept, because a deep tree is hashed once a node: the operands' hashes are at hand.
        _hash = unchecked(Operands.GetHashCode() * 31 + (int)@operator);
    }

    public Operator Operator { get; }

    public override EquatableArray<Expr> Operands { get; }

    /// <summary>The same operator on other operands; this very node if they are the same objects.</summary>
    public Operation With(IEnumerable<Expr> operands)
    {
        var array = ImmutableArray.CreateRange(operands);
        bool same = true;
        for (int i = 0; i < array.Length && same; i++)
            same = ReferenceEquals(array[i], Operands[i]);
        return same ? this : new Operation(Operator, array);
    }

    /// <summary>Structural equality with a stack of its own and no pair compared twice.</summary>
    public bool Equals(Operation? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || !SameNode(this, other))
            return false;
        if (Operands.Zip(other.Operands, ReferenceEquals).All(same => same))
            return true;
        var open = new Stack<(Operation Left, Operation Right)>();
        var seen = new HashSet<(object, object)>(ReferencePairs.Instance);
        open.Push((this, other));
        while (open.Count > 0)
        {
            (Operation left, Operation right) = open.Pop();
            for (int i = 0; i < left.Operands.Count; i++)
            {
                Expr a = left.Operands[i], b = right.Operands[i];
                if (ReferenceEquals(a, b))
                    continue;
                if (a is Operation x && b is Operation y)
                {
                    if (!SameNode(x, y))
                        return false;
                    if (seen.Add((x, y)))
                        open.Push((x, y));
                }
                else if (!a.Equals(b))
                {
                    return false;
                }
            }
        }
        return true;
    }

    public override int GetHashCode() => _hash;

    private static bool SameNode(Operation left, Operation right) =>
        left._hash == right._hash && left.Operator == right.Operator && left.Operands.Count == right.Operands.Count;

    private sealed class ReferencePairs : IEqualityComparer<(object, object)>
    {
        public static readonly ReferencePairs Instance = new();

        public bool Equals((object, object) x, (object, object) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((object, object) pair) => unchecked(pair.Item1.GetHashCode() * 31 + pair.Item2.GetHashCode());
    }
}
