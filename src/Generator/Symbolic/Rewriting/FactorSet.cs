namespace SparseLsr.Gen.Generator.Symbolic.Rewriting;

/// <summary>A product of factors regardless of their order: a multiset, equal to any other with the same factors, each as often.</summary>
internal sealed class FactorSet : IEquatable<FactorSet>
{
    public static readonly FactorSet Empty = new(Array.Empty<Expr>());

    /// <summary>The distinct factors, in the order in which they were first written, with the number of times that each occurs.</summary>
    private readonly List<(Expr Factor, int Count)> _powers;

    public FactorSet(IEnumerable<Expr> factors)
        : this(factors.Select(factor => (factor, 1)))
    {
    }

    public FactorSet(IEnumerable<(Expr Factor, int Count)> powers)
    {
        _powers = [];
        var places = new Dictionary<Expr, int>();
        foreach ((Expr factor, int count) in powers)
        {
            if (places.TryGetValue(factor, out int place))
            {
                _powers[place] = (factor, _powers[place].Count + count);
                continue;
            }
            places[factor] = _powers.Count;
            _powers.Add((factor, count));
        }
    }

    /// <summary>The distinct factors with the number of times that each occurs.</summary>
    public IReadOnlyList<(Expr Factor, int Count)> Powers => _powers;

    /// <summary>The distinct factors.</summary>
    public IEnumerable<Expr> Distinct => _powers.Select(power => power.Factor);

    public bool IsEmpty => _powers.Count == 0;

    public bool Contains(Expr factor) => CountOf(factor) > 0;

    /// <summary>How often a factor occurs.</summary>
    public int CountOf(Expr factor) => _powers.Find(power => power.Factor.Equals(factor)).Count;

    public FactorSet With(Expr factor, int count = 1) => new(_powers.Append((factor, count)));

    /// <summary>Without one occurrence, or some, of a factor that occurs so often.</summary>
    public FactorSet Without(Expr factor, int count = 1) =>
        new(_powers.Select(power => power.Factor.Equals(factor) ? (factor, power.Count - count) : power).Where(power => power.Item2 > 0));

    /// <summary>The factors that have a property, as often as they occur.</summary>
    public FactorSet Where(Func<Expr, bool> property) => new(_powers.Where(power => property(power.Factor)));

    public bool Equals(FactorSet? other)
    {
        if (other is null || other._powers.Count != _powers.Count)
            return false;
        // Mostly written in the same order.
        return _powers.SequenceEqual(other._powers) || _powers.All(power => other.CountOf(power.Factor) == power.Count);
    }

    public override bool Equals(object? obj) => Equals(obj as FactorSet);

    public override int GetHashCode() => _powers.Aggregate(0, (hash, power) => unchecked(hash + power.Factor.GetHashCode() * power.Count));
}
