namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>How expressions are written: in remarks, in C# or as torch operations.</summary>
internal abstract class Notation
{
    public abstract string Number(double value);

    public abstract string Name(Parameter parameter);

    public abstract string Name(Statistic statistic);

    /// <summary>A sum that a sweep has computed; only where a kernel is written.</summary>
    public virtual string Name(SumValue sum) => throw new InvalidOperationException($"No text for {nameof(SumValue)}.");

    /// <summary>A number of the row; only where a function of a class is written.</summary>
    public virtual string Name(RowScalar scalar) => throw new InvalidOperationException($"No text for {nameof(RowScalar)}.");

    /// <summary>A number that comes with each row; only where a row is at hand.</summary>
    public virtual string Name(RowInput input) => throw new InvalidOperationException($"'{input.Name}' is not the same for every row.");

    /// <summary>A logit before the transform; only where a kernel is written, and in remarks.</summary>
    public virtual string Name(UntransformedLogit logit) =>
        throw new InvalidOperationException($"No text for {nameof(UntransformedLogit)}.");

    /// <summary>An element of a class vector or class input.</summary>
    public abstract string Name(ClassElement element);

    /// <summary>The name of a subexpression; null where it is written out.</summary>
    public virtual string? Name(Operation operation) => null;

    /// <summary>Whether comparisons, logic and selection are written as C# operators rather than as functions.</summary>
    public abstract bool HasConditionalOperators { get; }

    /// <summary>Whether a detached value is written as such, for whatever differentiates the text; else as the value itself.</summary>
    public virtual bool WritesDetach(Operation detached) => false;

    /// <summary>Whether an operand is a number where the operation takes a tensor.</summary>
    public virtual bool IsNumberOf(Operation operation, Expr operand) => false;

    /// <summary>A tensor of a number; only where torch operations are written.</summary>
    public virtual string TensorOf(string number) => throw new InvalidOperationException("No tensors.");

    /// <summary>The text of an operator that has no infix form here.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="operands">The texts of its operands.</param>
    public abstract string Call(Operation operation, string[] operands);
}
