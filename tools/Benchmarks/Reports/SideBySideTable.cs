using SparseLsr.Gen.Benchmarks.Modes;
using Spectre.Console;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>Shows the records of the side-by-side mode on the terminal.</summary>
internal static class SideBySideTable
{
    // What a terminal that cannot tell its width, such as a file, gets.
    private const int UnknownWidth = 170;

    public static void Write(IReadOnlyList<SideBySideRecord> records, IReadOnlyList<string> remarks)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = UnknownWidth;
        var table = new Table { Border = TableBorder.SimpleHeavy, Title = new TableTitle("Forward and backward, median milliseconds") };
        table.AddColumn("loss");
        table.AddColumn("type");
        foreach (string name in (ReadOnlySpan<string>)
            ["N × C", "ours", "kernel", "torch", "copy", "read", "torch/ours", "kernel/copy", "extra", "torch extra"])
        {
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        }
        foreach (SideBySideRecord record in records)
        {
            table.AddRow(
                record.Loss, record.Dtype, $"{record.N} × {record.C}",
                Quantities.Significant(record.OursMs), Quantities.Significant(record.KernelMs), Optional(record.TorchMs),
                Quantities.Significant(record.CopyMs), Quantities.Significant(record.ReadMs),
                $"[bold]{Optional(record.Speedup)}[/]", $"[bold]{Quantities.Significant(record.OverCopy)}[/]",
                OptionalBytes(record.ExtraBytes), OptionalBytes(record.TorchExtraBytes));
        }
        AnsiConsole.Write(table);
        foreach (string remark in remarks)
            AnsiConsole.MarkupLineInterpolated($"[grey]{remark}[/]");
    }

    private static string Optional(double? value) => value is { } known ? Quantities.Significant(known) : "–";

    private static string OptionalBytes(long? value) => value is { } known ? Quantities.Bytes(known) : "–";
}
