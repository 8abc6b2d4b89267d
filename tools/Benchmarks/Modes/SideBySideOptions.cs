using SparseLsr.Gen.Benchmarks.Cases;

namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>What the <c>side-by-side</c> mode is asked for.</summary>
internal sealed record SideBySideOptions(string? Json, string? Chart, bool Quick, IReadOnlyList<Cell> Cells)
{
    /// <exception cref="UsageException">The command line is not understood, or an output cannot be written.</exception>
    public static SideBySideOptions Parse(ReadOnlySpan<string> arguments)
    {
        var given = new Arguments(arguments, "--json", "--chart", "--quick", "--loss", "--dtype", "--shape");
        IReadOnlyList<LossCase> losses = given.Several("--loss", LossCase.All);
        IReadOnlyList<LogitsType> types = given.Several("--dtype", LogitsType.All);
        IReadOnlyList<Shape> shapes = given.Several("--shape", Shape.All);
        bool quick = given.Flag("--quick");
        IReadOnlyList<Cell> cells = losses.Count + types.Count + shapes.Count == 0
            ? Cell.Default(quick)
            : Cell.Product(
                losses.Count > 0 ? losses : LossCase.All,
                types.Count > 0 ? types : [LogitsType.Float32],
                shapes.Count > 0 ? shapes : Shape.All);

        string? json = given.Single("--json");
        string? chart = given.Single("--chart") ?? (json is null ? null : Path.ChangeExtension(json, null));
        if (json is not null)
            OutputFile.RequireWritable("--json", json);
        if (chart is not null)
        {
            OutputFile.RequireWritable("--chart", chart + ".png");
            OutputFile.RequireWritable("--chart", chart + ".svg");
        }
        return new SideBySideOptions(json, chart, quick, cells);
    }
}
