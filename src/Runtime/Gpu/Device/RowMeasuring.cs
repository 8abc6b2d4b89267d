using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The metrics of a row, for kernels of both kinds.</summary>
internal static class RowMeasuring
{
    /// <summary>Computes them of a row that is included.</summary>
    public static void Measure<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
        TLoss loss, RowContext<TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget> row,
        in RowStatistics<TNumber, TMath> statistics, in SweepSums<TNumber> sums, in RowInputs<TNumber> inputs)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TThreads : struct, IRowThreads
        where TOutput : struct, IRowOutput
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        RowMetrics<TNumber> metrics = default;
        loss.Measure<TNumber, TMath>(statistics, sums, inputs, ref metrics);
        if (statistics.IsNaN)
            metrics = RowMetrics<TNumber>.All(TMath.NaN);
        row.FinishMetrics<TLoss>(metrics);
    }
}
