using System.Collections.Immutable;
using SparseLsr.Gen.Generator.Collections;

namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>An operator or function applied to its operands. Sums and products take two operands or more.</summary>
internal sealed record Operation : Expr
{
    private readonly int _hash;

    public Operation(Operator @operator, params IEnumerable<Expr> operands)
    {
        Operator = @operator;
        Operands = new EquatableArray<Expr>(operands);
        // Stored, so that hashing a tree computes one hash per node from those of its operands.
        _hash = unchecked(Operands.GetHashCode() * 31 + (int)@operator);
    }

    public Operator Operator { get; }

    public override EquatableArray<Expr> Operands { get; }

    /// <summary>The same operator with other operands; this object if they are the same objects.</summary>
    public Operation With(IEnumerable<Expr> operands)
    {
        var array = ImmutableArray.CreateRange(operands);
        bool same = true;
        for (int i = 0; i < array.Length && same; i++)
            same = ReferenceEquals(array[i], Operands[i]);
        return same ? this : new Operation(Operator, array);
    }

    /// <summary>Structural equality with an explicit stack; no pair is compared twice.</summary>
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
