namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>What a mode is asked for that has nothing to choose but where its records go.</summary>
internal sealed record RecordOptions(TimeSpan Time, string? Json)
{
    /// <exception cref="UsageException">The command line is not understood, or an output cannot be written.</exception>
    public static RecordOptions Parse(ReadOnlySpan<string> arguments)
    {
        var given = new Arguments(arguments, "--json");
        string? json = given.Single("--json");
        if (json is not null)
            OutputFile.RequireWritable("--json", json);
        return new RecordOptions(TimeSpan.FromSeconds(30), json);
    }
}
