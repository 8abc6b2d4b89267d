namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>One of the loss's own parameters: the same one wherever its name stands.</summary>
/// <param name="Low">No number that it can have is less.</param>
/// <param name="High">No number that it can have is larger.</param>
internal sealed record Parameter(string Name, double Low = double.NegativeInfinity, double High = double.PositiveInfinity) : Expr
{
    public bool Equals(Parameter? other) => other is not null && other.Name == Name;

    public override int GetHashCode() => Name.GetHashCode();
}
