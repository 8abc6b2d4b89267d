using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>One sweep of a loss over a row whose statistics are known, or over a chunk of one.</summary>
internal static class ClassSweep<TLoss, TSweep, TNumber, TMath, TFormat, TPack, TThreads, TOutput>
    where TLoss : unmanaged, IClassLoss
    where TSweep : struct, ISweep
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
    where TThreads : struct, IRowThreads
    where TOutput : struct, IRowOutput
{
    /// <summary>The sums, in every thread.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="pass">The row.</param>
    /// <param name="target">Its target.</param>
    /// <param name="row">Its statistics.</param>
    /// <param name="sums">The sums of the sweeps before.</param>
    /// <param name="inputs">What the loss is given of the row.</param>
    /// <param name="warps">The memory of the reductions.</param>
    public static ClassSums<TNumber> Run(
        TLoss loss, PackPass<TNumber, TFormat, TPack, TThreads, TOutput> pass, int target, in RowStatistics<TNumber, TMath> row, in SweepSums<TNumber> sums,
        in DeviceInputs<TNumber, TFormat, TPack> inputs, ArrayView<TNumber> warps)
    {
        RowScalars<TNumber> scalars = default;
        loss.Prepare<TNumber, TMath, TSweep>(row, sums, inputs.Row, ref scalars);
        var terms = new TermSums<TLoss, TSweep, TNumber, TMath, TFormat, TPack>(
            loss, new DeviceTransform<TLoss, TNumber, TMath, TFormat, TPack>(loss, inputs), scalars,
            RowSoftmax<TNumber, TMath>.Of(row), target);
        pass.Run(PassOrder.IsFromEnd(TSweep.Index), ref terms);
        ClassSums<TNumber> reduced = terms.Sums;
        ClassSumReduction<TNumber, TMath>.ReduceThreads<TThreads>(ref reduced, TLoss.SumCount<TSweep>(), warps);
        return reduced;
    }
}

/// <summary>The passes over a row after the first sweep: the sweeps of its loss, and after them that of its gradient.</summary>
internal static class PassOrder
{
    /// <summary>Whether a pass begins at the end of the row: they take turns, the first one after a sweep that has ended there.</summary>
    public static bool IsFromEnd(int pass) => pass % 2 == 0;
}
