namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>What the <c>language</c> mode is asked for.</summary>
internal sealed record LanguageOptions(TimeSpan Time, string? Json)
{
    /// <exception cref="UsageException">The command line is not understood, or an output cannot be written.</exception>
    public static LanguageOptions Parse(ReadOnlySpan<string> arguments)
    {
        var given = new Arguments(arguments, "--json");
        string? json = given.Single("--json");
        if (json is not null)
            OutputFile.RequireWritable("--json", json);
        return new LanguageOptions(TimeSpan.FromSeconds(30), json);
    }
}
