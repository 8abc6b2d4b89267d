using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The sweeps of a loss over a row whose statistics are known.</summary>
internal static class ClassSweeps<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput>
    where TLoss : unmanaged, IClassLoss
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
    where TThreads : struct, IRowThreads
    where TOutput : struct, IRowOutput
{
    /// <summary>How many there are.</summary>
    public static int Count => TOutput.WantsGradient ? TLoss.Sweeps : TLoss.LossSweeps;

    /// <summary>The sums of all sweeps over a whole row, in every thread.</summary>
    public static SweepSums<TNumber> Run(
        TLoss loss, PackPass<TPack, TThreads, TOutput> pass, int target, in RowStatistics<TNumber, TMath> row, ArrayView<TNumber> warps)
    {
        SweepSums<TNumber> sums = default;
        if (Count > 0)
            sums.First = Reduced<FirstSweep>(loss, pass, target, row, sums, warps);
        if (Count > 1)
            sums.Second = Reduced<SecondSweep>(loss, pass, target, row, sums, warps);
        if (Count > 2)
            sums.Third = Reduced<ThirdSweep>(loss, pass, target, row, sums, warps);
        if (Count > 3)
            sums.Fourth = Reduced<FourthSweep>(loss, pass, target, row, sums, warps);
        return sums;
    }

    /// <summary>The sums of one sweep over a row, or over a chunk of one, in every thread.</summary>
    public static ClassSums<TNumber> Reduced<TSweep>(
        TLoss loss, PackPass<TPack, TThreads, TOutput> pass, int target, in RowStatistics<TNumber, TMath> row, in SweepSums<TNumber> sums,
        ArrayView<TNumber> warps)
        where TSweep : struct, ISweep
    {
        RowScalars<TNumber> scalars = default;
        loss.Prepare<TNumber, TMath, TSweep>(row, sums, ref scalars);
        var terms = new TermSums<TLoss, TSweep, TNumber, TMath, TFormat, TPack>(loss, scalars, RowSoftmax<TNumber, TMath>.Of(row), target);
        pass.Run(IsFromEnd(TSweep.Index), ref terms);
        ClassSums<TNumber> reduced = terms.Sums;
        ClassSumReduction<TNumber, TMath>.ReduceThreads<TThreads>(ref reduced, TLoss.SumCount<TSweep>(), warps);
        return reduced;
    }

    /// <summary>Whether the pass of an index, the sweeps' or that of the gradient after them, begins at the end of the row.</summary>
    public static bool IsFromEnd(int pass) => pass % 2 == 0;
}
