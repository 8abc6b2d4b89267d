using SparseLsr.Gen.Benchmarks.Cases;
using SparseLsr.Gen.Benchmarks.Modes;
using Spectre.Console;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>Shows the records of the language mode on the terminal.</summary>
internal static class LanguageTable
{
    public static void Write(IReadOnlyList<LanguageRecord> records, Shape shape)
    {
        var table = new Table { Border = TableBorder.SimpleHeavy, Title = new TableTitle($"Kernels, float32, {shape}") };
        table.AddColumn("construct");
        foreach (string name in (ReadOnlySpan<string>)["ms", "/ cross entropy", "goal"])
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (LanguageRecord record in records)
        {
            table.AddRow(
                record.Construct, Quantities.Significant(record.KernelMs), $"[bold]{Quantities.Significant(record.Ratio)}[/]",
                record.Goal is { } goal ? Quantities.Significant(goal) : "–");
        }
        AnsiConsole.Write(table);
    }
}
