namespace SparseLsr.Gen.Testing.Fuzz.Declarations;

/// <summary>A declaration made up by chance, and values for its parameters.</summary>
/// <param name="Name">The loss's class.</param>
/// <param name="Class">The class as C# text, with <see cref="NamePlace"/> for its name.</param>
/// <param name="Vectors">Its class vectors, those of <c>Logit</c> first.</param>
/// <param name="Inputs">Its inputs of a row, those of <c>Logit</c> first.</param>
/// <param name="Arguments">A value for each of the numbers among its own parameters.</param>
/// <param name="RowSeed">The seed of the rows that it is tried on.</param>
internal sealed record RandomDeclaration(string Name, Piece Class, string[] Vectors, string[] Inputs, double[] Arguments, int RowSeed)
{
    public const string NamePlace = "$";

    public string Text => Class.ToString().Replace(NamePlace, Name, StringComparison.Ordinal);

    /// <summary>A file of its own.</summary>
    public string Source => $"using System;\nusing SparseLsr.Gen;\n\nnamespace Fuzz;\n\n{Text}";

    /// <summary>The declaration with this number among those of a seed, the same in every run.</summary>
    public static RandomDeclaration Create(int seed, int number)
    {
        int own = HashCode(seed, number);
        var random = new Random(own);
        RandomDeclaration declaration;
        // A loss that knows nothing of its row is refused.
        do
            declaration = new DeclarationGenerator(random).Create($"Random{number}Loss", own);
        while (!declaration.Text.Replace("row.Classes", "", StringComparison.Ordinal).Contains("row.", StringComparison.Ordinal));
        return declaration;
    }

    private static int HashCode(int seed, int number)
    {
        // Not HashCode.Combine, which differs from run to run.
        ulong mixed = unchecked(((ulong)(uint)seed << 32 | (uint)number) * 0x9E3779B97F4A7C15ul);
        mixed = unchecked((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9ul);
        return (int)(mixed >> 33);
    }
}
