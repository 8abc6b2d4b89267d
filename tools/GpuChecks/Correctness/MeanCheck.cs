using System.Numerics;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.GpuChecks.Batches;
using SparseLsr.Gen.GpuChecks.Devices;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>The sums over the rows of a batch, of losses that are given.</summary>
internal static class MeanCheck<TNumber, TMath, TTargets, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged, INumber<TTarget>
{
    private const int Classes = 4;

    public static void Run(ICheckDevice device, int rows, Findings findings)
    {
        var random = new Random(rows);
        double[] weights = [1, 0.5, 2, 0.125];
        // Every class, rows that are ignored, and rows without a class, which count for nothing.
        long[] kinds = [0, 1, 2, 3, EdgeRows.IgnoreIndex, Classes, -1];
        long[] targets = [.. Enumerable.Range(0, rows).Select(_ => kinds[random.Next(kinds.Length)])];
        double[] losses = [.. Enumerable.Range(0, rows).Select(_ => (double)(float)(4 * random.NextDouble()))];
        double counted = targets.Sum(target => target is >= 0 and < Classes ? weights[target] : 0);
        double scale = counted == 0 ? 0 : 1 / counted;

        using var batch = new DeviceBatch<float, TNumber, TMath, TTargets, TTarget>(
            device, rows, Classes, Array.ConvertAll(weights, TNumber.CreateTruncating));
        batch.Targets.Write(Array.ConvertAll(targets, TTarget.CreateTruncating));
        batch.Losses.Write(Array.ConvertAll(losses, TNumber.CreateTruncating));
        Allowance allowance = typeof(TNumber) == typeof(double) ? Allowance.OfScalars<double>() : Allowance.OfScalars<float>();
        var results = new TNumber[2][];
        for (int run = 0; run < results.Length; run++)
        {
            batch.FindScale();
            batch.FindMean();
            results[run] = [batch.Scale.Read()[0], batch.Result.Read()[0]];
        }
        findings.Near(scale, double.CreateTruncating(results[0][0]), allowance, $"{rows} rows, scale");
        findings.Near(losses.Sum() * scale, double.CreateTruncating(results[0][1]), allowance, $"{rows} rows, mean");
        findings.Same(results[0], results[1], $"{rows} rows, twice");
        findings.Check(batch.IsGuarded, () => $"{rows} rows: a kernel wrote beyond its memory");
    }
}
