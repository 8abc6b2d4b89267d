using SparseLsr.Gen.Benchmarks.Cases;
using SparseLsr.Gen.Benchmarks.Modes;
using Spectre.Console;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>Shows the records of the second mode on the terminal.</summary>
internal static class SecondDerivativesTable
{
    public static void Write(IReadOnlyList<SecondDerivativesRecord> records, Shape shape)
    {
        var table = new Table
        {
            Border = TableBorder.SimpleHeavy,
            Title = new TableTitle($"Loss, gradient and second derivatives times a direction, {shape}, float32, ms"),
        };
        table.AddColumn(new TableColumn("loss").NoWrap());
        foreach (string name in (ReadOnlySpan<string>)["first", "both", "composed", "ratio", "extra", "its extra"])
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (SecondDerivativesRecord record in records)
        {
            table.AddRow(
                record.Loss, Quantities.Significant(record.GradientMs), Quantities.Significant(record.OursMs),
                Quantities.Significant(record.TorchMs), $"[bold]{Quantities.Significant(record.TorchMs / record.OursMs)}[/]",
                Quantities.BytesOrNone(record.OurBytes), Quantities.BytesOrNone(record.TorchBytes));
        }
        AnsiConsole.Write(table);
    }
}
