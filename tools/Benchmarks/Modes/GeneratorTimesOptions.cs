namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>What the <c>generator</c> mode is asked for.</summary>
internal sealed record GeneratorTimesOptions(string? Json)
{
    /// <exception cref="UsageException">The command line is not understood, or an output cannot be written.</exception>
    public static GeneratorTimesOptions Parse(ReadOnlySpan<string> arguments)
    {
        string? json = new Arguments(arguments, "--json").Single("--json");
        if (json is not null)
            OutputFile.RequireWritable("--json", json);
        return new GeneratorTimesOptions(json);
    }
}
