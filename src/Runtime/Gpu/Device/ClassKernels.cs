using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The kernels over the rows of a batch for a loss with functions of a class.</summary>
/// <remarks>Kernels of their own: with these passes in those of other losses, the compiler would take longer only to remove them.</remarks>
internal static partial class ClassKernels
{
    /// <summary>Puts whole rows through the loss.</summary>
    public static void Rows<TLoss, TSweeps, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
        TLoss loss, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
        where TSweeps : struct, ISweeps
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
        DeviceInputs<TNumber, TFormat, TPack> inputs = row.Inputs<TLoss>();
        var transform = new DeviceTransform<TLoss, TNumber, TMath, TFormat, TPack>(loss, inputs);
        TNumber classes = TMath.Of(batch.Classes), targetLogit = transform.Target(row.TargetLogit, row.Target, out TNumber targetSlope);
        var sweep = new AccumulateSweep<TNumber, TMath, TFormat, TPack, TThreads, TOutput, TLoss>(
            batch.Logits, row.Place, row.Target, targetLogit, classes, cache);
        RowSums<TNumber, TMath> sums;
        if (TLoss.HasTransform)
        {
            var transformed = new TransformedSums<TLoss, TNumber, TMath, TFormat, TPack>(
                transform, row.Target, sweep.Anchor, TNumber.One / classes);
            row.Pass(0, cache).RunFirst(ref transformed);
            sums = transformed.Sums;
        }
        else if (!TLoss.UsesSoftmax)
        {
            var logits = new CheckedLogits<TNumber, TMath, TFormat, TPack>(row.Target);
            row.Pass(0, cache).RunFirst(ref logits);
            sums = logits.Sums;
        }
        else
        {
            sums = sweep.Accumulate(0, row.Place.Packs);
        }
        ArrayView<TNumber> warps = SumReduction.Allocate<TNumber, TThreads>();
        SumReduction<TNumber, TMath, TLoss>.ReduceThreads<TThreads>(ref sums, warps);
        sweep.Complete(ref sums, classes - TNumber.One);
        RowStatistics<TNumber, TMath> statistics = default;
        statistics.Take(sums, TMath.Of(row.Target), targetLogit, classes);
        SweepSums<TNumber> classSums = TSweeps.Run<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput>(
            loss, row.Pass(0, cache), row.Target, statistics, inputs, warps);
        Finish(loss, batch, row, statistics, classSums, inputs, targetSlope, cache);
    }

    /// <summary>A further step over split rows, after the sums of their chunks: the class sums of one sweep over each chunk.</summary>
    public static void Chunks<TLoss, TBefore, TSweep, TNumber, TMath, TFormat, TPack, TTargets, TTarget>(
        TLoss loss, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
        where TBefore : struct, ISweeps
        where TSweep : struct, ISweep
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        var row = new RowContext<TNumber, TMath, TFormat, TPack, BlockThreads, LossOutput, TTargets, TTarget>(batch, BlockThreads.Row);
        if (!row.IsIncluded)
            return;
        // Every warp merges the chunks for itself, rather than wait for one that does.
        RowStatistics<TNumber, TMath> statistics = default;
        Merge<TLoss, TNumber, TMath, TPack, TTarget>(batch, row.Row, row.Target, row.TargetLogit, ref statistics);
        SweepSums<TNumber> sums = TBefore.Merge<TLoss, TNumber, TMath, TPack, TTarget>(batch, row.Row);
        int chunk = PassOrder.IsFromEnd(TSweep.Index) ? batch.ChunkFromEnd : batch.Chunk;
        ClassSums<TNumber> classSums = ClassSweep<TLoss, TSweep, TNumber, TMath, TFormat, TPack, BlockThreads, LossOutput>.Run(
            loss, row.Pass(chunk, default), row.Target, statistics, sums, row.Inputs<TLoss>(),
            SumReduction.Allocate<TNumber, BlockThreads>());
        if (BlockThreads.Rank == 0)
            ClassPartialSums<TNumber, TMath, TTarget, TPack>.Store<TSweep>(batch, row.Row, chunk, classSums, TLoss.SumCount<TSweep>());
    }

    /// <summary>The last step over split rows: merges the sums of their chunks, and puts them through the loss.</summary>
    public static void SplitRows<TLoss, TSweeps, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>(
        TLoss loss, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
        where TSweeps : struct, ISweeps
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
        RowStatistics<TNumber, TMath> statistics = default;
        Merge<TLoss, TNumber, TMath, TPack, TTarget>(batch, row.Row, row.Target, row.TargetLogit, ref statistics);
        SweepSums<TNumber> sums = TSweeps.Merge<TLoss, TNumber, TMath, TPack, TTarget>(batch, row.Row);
        Finish(loss, batch, row, statistics, sums, row.Inputs<TLoss>(), TNumber.One, default);
    }

    /// <summary>The gradients of rows, or of chunks of them, from what forward has saved, times the upstream gradient.</summary>
    public static void Backward<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TTargets, TTarget>(
        TLoss loss, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
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
        RowGradient<TNumber, TMath> gradient = ClassSavedGradient<TNumber, TMath>.LoadGradient(batch.Saved, row.Row);
        RowSoftmax<TNumber, TMath> softmax = ClassSavedGradient<TNumber, TMath>.LoadSoftmax(batch.Saved, row.Row);
        RowScalars<TNumber> scalars = ClassSavedGradient<TNumber, TMath>.LoadScalars(batch.Saved, row.Row);
        gradient.Scale(row.UpstreamFactor);
        Write(loss, batch, row, gradient, row.Weight * row.UpstreamFactor, softmax, scalars, row.Inputs<TLoss>(), default);
    }

    /// <summary>From the sums of a row to what its batch is given of it.</summary>
    private static void Finish<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
        TLoss loss, RowBatch<TPack, TNumber, TTarget> batch,
        RowContext<TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget> row, RowStatistics<TNumber, TMath> statistics,
        SweepSums<TNumber> sums, DeviceInputs<TNumber, TFormat, TPack> inputs, TNumber targetSlope,
        RowCache<TPack, TThreads, TOutput> cache)
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
        RowScalars<TNumber> scalars = default;
        TNumber value = loss.Evaluate<TNumber, TMath, WantsGradient<TOutput>>(
            statistics, sums, inputs.Row, out GradientCoefficients<TNumber> by, ref scalars);
        // Before the loss, which one lane stores: while lanes are converged, none reads a pack that another has overwritten.
        if (TOutput.WantsGradient)
        {
            if (TLoss.RowInputs > 0)
                row.FinishInputs<TLoss>(by, statistics.IsNaN);
            RowGradient<TNumber, TMath> gradient = default;
            gradient.Take(statistics, by);
            gradient.Scale(row.Factor);
            if (TLoss.HasTransform)
                gradient.Target *= targetSlope;
            RowSoftmax<TNumber, TMath> softmax = RowSoftmax<TNumber, TMath>.Of(statistics);
            if (!TOutput.SavesGradient)
                Write(loss, batch, row, gradient, row.Factor, softmax, scalars, inputs, cache);
            else if (!ClassFunctions<TLoss>.AreInGradient)
                row.Finish(gradient, cache);
            else if (TThreads.Rank == 0)
                ClassSavedGradient<TNumber, TMath>.Store(batch.Saved, row.Row, gradient, softmax, scalars);
        }
        if (TLoss.Metrics > 0)
            RowMeasuring.Measure<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
                loss, row, statistics, sums, inputs.Row);
        row.Finish(statistics.IsNaN ? TMath.NaN : value);
    }

    /// <summary>Writes the gradient of a row, or of this block's chunk of it.</summary>
    private static void Write<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
        TLoss loss, RowBatch<TPack, TNumber, TTarget> batch,
        RowContext<TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget> row, RowGradient<TNumber, TMath> gradient,
        TNumber factor, RowSoftmax<TNumber, TMath> softmax, RowScalars<TNumber> scalars, DeviceInputs<TNumber, TFormat, TPack> inputs,
        RowCache<TPack, TThreads, TOutput> cache)
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
        if (gradient.IsNaN)
        {
            row.Writer(cache).Fill(TMath.NaN);
            return;
        }
        var writer = new ClassGradientWriter<TLoss, TNumber, TMath, TFormat, TPack>(
            loss, new DeviceTransform<TLoss, TNumber, TMath, TFormat, TPack>(loss, inputs),
            batch.Gradient, row.Place, row.Target,
            gradient, factor, softmax, scalars);
        row.Pass(batch.ChunkFromEnd, cache).Run(PassOrder.IsFromEnd(TLoss.Sweeps), ref writer);
    }

    /// <summary>The statistics of a split row, from the sums of its chunks.</summary>
    private static void Merge<TLoss, TNumber, TMath, TPack, TTarget>(
        RowBatch<TPack, TNumber, TTarget> batch, long row, int target, TNumber targetLogit, ref RowStatistics<TNumber, TMath> statistics)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TPack : unmanaged
        where TTarget : unmanaged
    {
        RowSums<TNumber, TMath> sums = PartialSums<TNumber, TMath>.Merge<WarpThreads>(batch.Partials, row * batch.Chunks, batch.Chunks);
        SumReduction<TNumber, TMath, TLoss>.ReduceChunks(ref sums);
        statistics.Take(sums, TMath.Of(target), targetLogit, TMath.Of(batch.Classes));
    }
}
