using System.Runtime.InteropServices;
using SparseLsr.Gen.Benchmarks.Cases;
using SparseLsr.Gen.Benchmarks.Measuring;
using SparseLsr.Gen.Benchmarks.Reports;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>Measures each cell's contenders in one process, interleaved: ours, the kernel alone, torch, a copy, a read.</summary>
internal sealed class SideBySide
{
    private readonly SideBySideOptions _options;
    private readonly int _threads = get_num_threads();
    private readonly List<SideBySideRecord> _records = [];
    private readonly List<string> _remarks = [];

    private SideBySide(SideBySideOptions options) => _options = options;

    public static void Run(SideBySideOptions options)
    {
        var mode = new SideBySide(options);
        ProgressBar.Show("Measuring", options.Cells.Count, mode.MeasureAll);
        SideBySideTable.Write(mode._records, mode._remarks);
        if (options.Json is { } json)
            JsonReport.Write(json, mode._records);
        if (options.Chart is { } chart)
            SideBySideChart.Save(chart, mode._records);
    }

    private void MeasureAll(Action<string> next)
    {
        using var team = new CoreTeam(_threads);
        foreach (IGrouping<(LogitsType Type, Shape Shape), Cell> group in _options.Cells.GroupBy(cell => (cell.Type, cell.Shape)))
        {
            next(group.First().ToString());
            using var batch = new Batch(group.Key.Type, group.Key.Shape);
            MemoryFloor floor = FloorOf(team, batch);
            bool first = true;
            foreach (Cell cell in group)
            {
                if (!first)
                    next(cell.ToString());
                first = false;
                _records.Add(Measure(cell, batch, floor));
            }
        }
    }

    private static unsafe MemoryFloor FloorOf(CoreTeam team, Batch batch) => new(team, batch.Logits, batch.Buffer, batch.Bytes);

    private SideBySideRecord Measure(Cell cell, Batch batch, MemoryFloor floor)
    {
        using SparseTargetLoss loss = cell.Loss.Create();
        Action ours = batch.Step(loss.forward), torch = batch.Step(cell.Loss.Compose);
        bool hasTorch = TorchCan(cell, torch);
        if (hasTorch)
            RequireAgreement(cell, batch.Value(loss.forward), batch.Value(cell.Loss.Compose));

        List<Contender> contenders = [new(ours), new(batch.Kernel(loss)), floor.Copy, floor.Read];
        if (hasTorch)
            contenders.Insert(2, new Contender(torch));
        double[] times = _options.Quick
            ? Interleaved.Medians(contenders, TimeSpan.FromSeconds(2), leastRounds: 3)
            : Interleaved.Medians(contenders, TimeSpan.FromSeconds(4.5), leastRounds: 7);
        return SideBySideRecord.Of(
            cell, _threads, times[0], times[1], hasTorch ? times[2] : null, times[^2], times[^1],
            Extra(ours, batch), hasTorch ? Extra(torch, batch) : null);
    }

    private static long? Extra(Action step, Batch batch) =>
        PeakMemory.Of(step) is { } peak ? Math.Max(0, peak - batch.Bytes) : null;

    /// <summary>Whether torch has every operation for the type; if not, it is remarked on.</summary>
    private bool TorchCan(Cell cell, Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (ExternalException exception)
        {
            _remarks.Add($"torch cannot do {cell}: {exception.Message.Split('\n')[0]}");
            return false;
        }
    }

    // Times of two things that differ would say nothing.
    private static void RequireAgreement(Cell cell, double ours, double torch)
    {
        if (!(Math.Abs(ours - torch) <= cell.Type.Tolerance * Math.Max(1, Math.Abs(torch))))
            throw new InvalidOperationException($"{cell}: ours is {ours}, and torch's {torch}.");
    }
}
