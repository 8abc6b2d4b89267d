namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>What the <c>classes</c> mode is asked for.</summary>
internal sealed record ClassesOptions(string Folder, string? Json)
{
    /// <exception cref="UsageException">The command line is not understood, or an output cannot be written.</exception>
    public static ClassesOptions Parse(ReadOnlySpan<string> arguments)
    {
        var given = new Arguments(arguments, "--out", "--json");
        string folder = given.Single("--out") ?? throw new UsageException("classes needs --out DIR, where its charts go.");
        string? json = given.Single("--json");
        OutputFile.RequireWritableFolder("--out", folder);
        if (json is not null)
            OutputFile.RequireWritable("--json", json);
        return new ClassesOptions(folder, json);
    }
}
