using ScottPlot;
using SparseLsr.Gen.Benchmarks.Modes;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>
/// Time against C for torch, ours and the copy, of the loss and type that were measured on the most shapes. The shapes differ in
/// their number of logits, so the time is that of one logit.
/// </summary>
internal static class SideBySideChart
{
    public static void Save(string path, IReadOnlyList<SideBySideRecord> records)
    {
        IGrouping<(string Loss, string Dtype), SideBySideRecord> most =
            records.GroupBy(record => (record.Loss, record.Dtype)).MaxBy(group => group.Count())!;
        // One point for each C: that of the largest batch.
        SideBySideRecord[] chosen = [.. most.GroupBy(record => record.C).Select(same => same.MaxBy(record => record.N)!)];

        var chart = new LogChart(
            $"{most.Key.Loss}, {most.Key.Dtype}, {chosen[0].Threads} threads", "classes C", "forward + backward, ns per logit",
            Alignment.UpperRight);
        chart.Add(
            "torch", LogChart.Vermilion, MarkerShape.FilledSquare, LinePattern.Solid,
            chosen.Where(record => record.TorchMs is not null).Select(record => Point(record, record.TorchMs!.Value)));
        chart.Add(
            "SparseLsr.Gen", LogChart.Blue, MarkerShape.FilledCircle, LinePattern.Solid,
            chosen.Select(record => Point(record, record.OursMs)));
        chart.Add(
            "copy of the logits", LogChart.Black, MarkerShape.FilledDiamond, LinePattern.Dashed,
            chosen.Select(record => Point(record, record.CopyMs)));
        foreach (SideBySideRecord record in chosen)
        {
            (double x, double y) = Point(record, record.CopyMs);
            chart.Note($"N = {record.N}", x, y);
        }
        chart.Save(path);
    }

    private static (double X, double Y) Point(SideBySideRecord record, double milliseconds) =>
        (record.C, milliseconds * 1e6 / (record.N * (double)record.C));
}
