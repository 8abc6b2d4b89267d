using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The kernels over the rows of a batch.</summary>
internal static class RowKernels
{
    /// <summary>Puts whole rows through the loss whose constants are in memory.</summary>
    /// <remarks>For accelerators: their launchers cannot see the type of a loss, which is private to its class.</remarks>
    public static void RowsFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
        ArrayView<double> constants, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TThreads : struct, IRowThreads
        where TOutput : struct, IRowOutput
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged =>
        Rows<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(Loss<TLoss>(constants), batch);

    /// <summary>Puts split rows, whose chunks have been accumulated, through the loss whose constants are in memory.</summary>
    public static void SplitRowsFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>(
        ArrayView<double> constants, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TOutput : struct, IRowOutput
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged =>
        SplitRows<TLoss, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>(Loss<TLoss>(constants), batch);

    /// <summary>Puts whole rows through the loss.</summary>
    public static void Rows<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
        TLoss loss, RowBatch<TPack, TNumber, TTarget> batch)
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
        var cache = new RowCache<TPack, TThreads, TOutput>(batch.CachedPacks);
        var row = new RowContext<TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(batch, TThreads.Row);
        if (!row.IsIncluded)
        {
            row.WriteIgnored<TLoss>();
            return;
        }
        TNumber classes = TMath.Of(batch.Classes), targetLogit = row.TargetLogit;
        var sweep = new AccumulateSweep<TNumber, TMath, TFormat, TPack, TThreads, TOutput, TLoss>(
            batch.Logits, row.Place, row.Target, targetLogit, classes, cache);
        RowSums<TNumber, TMath> sums = sweep.Accumulate(0, row.Place.Packs);
        SumReduction<TNumber, TMath, TLoss>.ReduceThreads<TThreads>(ref sums, SumReduction.Allocate<TNumber, TThreads>());
        sweep.Complete(ref sums, classes - TNumber.One);
        Finish(loss, row, sums, targetLogit, classes, cache);
    }

    /// <summary>The first step over split rows: the sums of each chunk.</summary>
    public static void Chunks<TNumber, TMath, TFormat, TPack, TNeeds, TTargets, TTarget>(RowBatch<TPack, TNumber, TTarget> batch)
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TNeeds : struct, IRowNeeds
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        var row = new RowContext<TNumber, TMath, TFormat, TPack, BlockThreads, LossOutput, TTargets, TTarget>(batch, BlockThreads.Row);
        if (!row.IsIncluded)
            return;
        int chunk = batch.Chunk, start = batch.Start(chunk), end = batch.End(chunk, row.Place.Packs);
        var sweep = new AccumulateSweep<TNumber, TMath, TFormat, TPack, BlockThreads, LossOutput, TNeeds>(
            batch.Logits, row.Place, row.Target, row.TargetLogit, TMath.Of(batch.Classes), default);
        RowSums<TNumber, TMath> sums = sweep.Accumulate(start, end);
        SumReduction<TNumber, TMath, TNeeds>.ReduceThreads<BlockThreads>(ref sums, SumReduction.Allocate<TNumber, BlockThreads>());
        int first = row.Place.Head + start * TFormat.Length, classes = (end - start) * TFormat.Length;
        bool hasTarget = row.Target >= first && row.Target < first + classes;
        if (chunk == 0)
        {
            classes += row.Place.Ends;
            hasTarget |= row.Place.IsEnd(row.Target);
        }
        sweep.Complete(ref sums, TMath.Of(hasTarget ? classes - 1 : classes));
        if (BlockThreads.Rank == 0)
            PartialSums<TNumber, TMath>.Store(batch.Partials, row.Row * batch.Chunks + chunk, sums);
    }

    /// <summary>The second step over split rows: merges the sums of their chunks, and puts them through the loss.</summary>
    public static void SplitRows<TLoss, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>(
        TLoss loss, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TOutput : struct, IRowOutput
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        var row = new RowContext<TNumber, TMath, TFormat, TPack, WarpThreads, TOutput, TTargets, TTarget>(batch, WarpThreads.Row);
        if (!row.IsIncluded)
        {
            row.WriteIgnored<TLoss>();
            return;
        }
        RowSums<TNumber, TMath> sums = PartialSums<TNumber, TMath>.Merge<WarpThreads>(batch.Partials, row.Row * batch.Chunks, batch.Chunks);
        SumReduction<TNumber, TMath, TLoss>.ReduceChunks(ref sums);
        Finish(loss, row, sums, row.TargetLogit, TMath.Of(batch.Classes), default);
    }

    /// <summary>The gradients of rows, or of chunks of them, from what forward has saved, times the upstream gradient.</summary>
    public static void Backward<TNumber, TMath, TFormat, TPack, TThreads, TTargets, TTarget>(RowBatch<TPack, TNumber, TTarget> batch)
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TThreads : struct, IRowThreads
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        var row = new RowContext<TNumber, TMath, TFormat, TPack, TThreads, BackwardOutput, TTargets, TTarget>(batch, TThreads.Row);
        if (!row.IsIncluded)
        {
            row.WriteIgnored();
            return;
        }
        RowGradient<TNumber, TMath> gradient = SavedGradient<TNumber, TMath>.Load(
            batch.Saved, row.Row * RowGradient<float, DeviceFloat32Math>.Length);
        gradient.Scale(row.UpstreamFactor);
        row.Writer(default).Write(row.Target, gradient);
    }

    /// <summary>From the sums of a row to what its batch is given of it.</summary>
    private static void Finish<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
        TLoss loss, RowContext<TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget> row, RowSums<TNumber, TMath> sums,
        TNumber targetLogit, TNumber classes, RowCache<TPack, TThreads, TOutput> cache)
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
        RowStatistics<TNumber, TMath> statistics = default;
        statistics.Take(sums, TMath.Of(row.Target), targetLogit, classes);
        RowScalars<TNumber> scalars = default;
        RowInputs<TNumber> inputs = row.Inputs<TLoss>().Row;
        TNumber value = loss.Evaluate<TNumber, TMath, WantsGradient<TOutput>>(
            statistics, default, inputs, out GradientCoefficients<TNumber> by, ref scalars);
        // Before the loss, which one lane stores: while lanes are converged, none reads a pack that another has overwritten.
        if (TOutput.WantsGradient)
        {
            if (TLoss.RowInputs > 0)
                row.FinishInputs<TLoss>(by, statistics.IsNaN);
            RowGradient<TNumber, TMath> gradient = default;
            gradient.Take(statistics, by);
            gradient.Scale(row.Factor);
            row.Finish(gradient, cache);
        }
        if (TLoss.Metrics > 0)
            RowMeasuring.Measure<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
                loss, row, statistics, default, inputs);
        row.Finish(statistics.IsNaN ? TMath.NaN : value);
    }

    /// <summary>The loss whose constants are in memory; one without constants has nothing there.</summary>
    public static TLoss Loss<TLoss>(ArrayView<double> constants)
        where TLoss : unmanaged =>
        constants.Length == 0 ? default : constants.Cast<TLoss>()[0];
}
