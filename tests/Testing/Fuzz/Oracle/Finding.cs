using SparseLsr.Gen.Testing.Fuzz.Declarations;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>Something wrong with what was generated for a declaration.</summary>
/// <param name="Kind">What is wrong, in a word or two; a smaller declaration with the same fault has the same.</param>
/// <param name="Detail">Where, and by how much.</param>
internal sealed record Finding(RandomDeclaration Declaration, string Kind, string Detail)
{
    public override string ToString() =>
        FormattableString.Invariant($"{Kind}: {Detail}\narguments [{string.Join(", ", Declaration.Arguments.Select(Format))}]\n{Declaration.Text}");

    private static string Format(double argument) => argument.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>How much was compared.</summary>
internal sealed class Tally
{
    public int Declarations { get; set; }

    /// <summary>Declarations that C# or the generator refused with a diagnostic.</summary>
    public int Refused { get; set; }

    public int Rows { get; set; }

    /// <summary>Rows of which the loss and the gradient are known well enough to be compared.</summary>
    public int Decided { get; set; }

    /// <summary>Rows on which the declaration's own method was compared as well.</summary>
    public int Referenced { get; set; }

    /// <summary>Elements of gradients that were compared with central differences.</summary>
    public int Differences { get; set; }

    /// <summary>Derivatives by numbers of rows that were compared, and are not 0.</summary>
    public int Inputs { get; set; }

    /// <summary>Rows of which second derivatives were compared.</summary>
    public int Seconds { get; set; }

    /// <summary>Rows of which a device's kernels were compared.</summary>
    public int OnDevice { get; set; }

    public override string ToString() =>
        FormattableString.Invariant($"{Declarations} declarations, {Refused} of them refused; {Rows} rows, {Decided} decided, ")
        + FormattableString.Invariant($"{Referenced} against their own method, {Differences} differences, {Inputs} by inputs, {Seconds} second derivatives, {OnDevice} on a device");
}
