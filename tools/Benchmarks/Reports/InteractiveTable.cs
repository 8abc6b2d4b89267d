using SparseLsr.Gen.Benchmarks.Modes;
using Spectre.Console;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>Shows the records of the interactive mode on the terminal.</summary>
internal static class InteractiveTable
{
    public static void Write(IReadOnlyList<InteractiveRecord> records)
    {
        var table = new Table { Border = TableBorder.SimpleHeavy, Title = new TableTitle("Losses compiled from text") };
        table.AddColumn("what");
        foreach (string name in (ReadOnlySpan<string>)["runs", "median", "least"])
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (InteractiveRecord record in records)
        {
            table.AddRow(
                record.What, $"{record.Count}", $"[bold]{Show(record, record.Median)}[/]",
                record.Least is { } least ? Show(record, least) : "–");
        }
        AnsiConsole.Write(table);
    }

    private static string Show(InteractiveRecord record, double value) =>
        record.Unit == "bytes" ? Signed(value) : $"{Quantities.Significant(value)} {record.Unit}";

    private static string Signed(double bytes) => bytes < 0 ? "−" + Quantities.Bytes(-bytes) : Quantities.Bytes(bytes);
}
