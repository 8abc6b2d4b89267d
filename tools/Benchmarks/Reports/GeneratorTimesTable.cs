using SparseLsr.Gen.Benchmarks.Modes;
using Spectre.Console;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>Shows the records of the generator mode on the terminal.</summary>
internal static class GeneratorTimesTable
{
    public static void Write(IReadOnlyList<GeneratorTimesRecord> records)
    {
        var table = new Table { Border = TableBorder.SimpleHeavy, Title = new TableTitle("Generation, milliseconds") };
        table.AddColumn("after");
        foreach (string name in (ReadOnlySpan<string>)["losses", "median", "least", "bound"])
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (GeneratorTimesRecord record in records)
        {
            table.AddRow(
                record.Occasion, $"{record.Losses}", $"[bold]{Quantities.Significant(record.MedianMs)}[/]", Quantities.Significant(record.LeastMs),
                record.BoundMs is { } bound ? Quantities.Significant(bound) : "–");
        }
        AnsiConsole.Write(table);
    }
}
