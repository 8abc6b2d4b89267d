using ScottPlot;
using SparseLsr.Gen.Benchmarks.Modes;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>Time and memory against the number of classes, one chart each: a colour for each loss, a dash for each form.</summary>
internal static class ClassesCharts
{
    public static void Save(string folder, IReadOnlyList<ClassesRecord> records)
    {
        Save(Path.Combine(folder, "classes-time"), "time", "forward + backward, ms", records, record => record.Ms);
        Save(
            Path.Combine(folder, "classes-memory"), "memory", "peak over the logits, MB",
            [.. records.Where(record => record.PeakBytes > 0)], record => record.PeakBytes!.Value / 1e6);
    }

    private static void Save(
        string path, string what, string y, IReadOnlyList<ClassesRecord> records, Func<ClassesRecord, double> value)
    {
        if (records.Count == 0)
            return;
        var chart = new LogChart(
            $"{records[0].N} rows, {records[0].Dtype}, {records[0].Threads} threads: {what}", "classes C", y, Alignment.UpperLeft);
        foreach (IGrouping<(string Loss, string Form), ClassesRecord> series in records.GroupBy(record => (record.Loss, record.Form)))
        {
            bool generated = series.Key.Form == "generated";
            (Color color, MarkerShape marker) = series.Key.Loss switch
            {
                "CrossEntropy" => (LogChart.Black, generated ? MarkerShape.FilledCircle : MarkerShape.OpenCircle),
                "LSR" => (LogChart.Vermilion, generated ? MarkerShape.FilledSquare : MarkerShape.OpenSquare),
                _ => (LogChart.Blue, generated ? MarkerShape.FilledTriangleUp : MarkerShape.OpenTriangleUp),
            };
            chart.Add(
                $"{series.Key.Loss}, {series.Key.Form}", color, marker, generated ? LinePattern.Solid : LinePattern.Dashed,
                series.Select(record => ((double)record.C, value(record))));
        }
        chart.Save(path);
    }
}
