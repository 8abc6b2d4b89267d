using SparseLsr.Gen.Benchmarks.Cases;
using SparseLsr.Gen.Benchmarks.Modes;
using Spectre.Console;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>Shows the records of the linear mode on the terminal.</summary>
internal static class LinearTable
{
    public static void Write(IReadOnlyList<LinearRecord> records)
    {
        var table = new Table
        {
            Border = TableBorder.SimpleHeavy,
            Title = new TableTitle($"Linear layer and cross entropy, N = {LinearCase.Rows}, V = {LinearCase.Classes}"),
        };
        table.AddColumn("case");
        foreach (string name in (ReadOnlySpan<string>)["products ms", "ours ms", "torch ms", "ours / products", "torch / ours", "extra", "torch extra"])
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (LinearRecord record in records)
        {
            table.AddRow(
                record.Case, Quantities.Significant(record.ProductsMs), Quantities.Significant(record.OursMs),
                Quantities.Significant(record.TorchMs), $"[bold]{Quantities.Significant(record.OursMs / record.ProductsMs)}[/]",
                $"[bold]{Quantities.Significant(record.TorchMs / record.OursMs)}[/]", Quantities.BytesOrNone(record.OurBytes),
                Quantities.BytesOrNone(record.TorchBytes));
        }
        AnsiConsole.Write(table);
    }
}
