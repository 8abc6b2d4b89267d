namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>How expressions are written somewhere: in remarks, in C#, in torch operations.</summary>
internal abstract class Notation
{
    public abstract string Number(double value);

    public abstract string Name(Parameter parameter);

    public abstract string Name(Statistic statistic);

    /// <summary>The name that a whole subexpression has been given; null where it is to be written out.</summary>
    public virtual string? Name(Operation operation) => null;

    /// <summary>Whether comparisons, logic and selection are written as C# operators rather than as functions.</summary>
    public abstract bool HasConditionalOperators { get; }

    /// <summary>An operator that has no infix form here, applied to operands that are written already.</summary>
    public abstract string Call(Operation operation, string[] operands);
}
