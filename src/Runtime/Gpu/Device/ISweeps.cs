using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>
/// The sweeps that a kernel has the sums of. As a type, so that the compiler is not handed those that a loss does not have: it would
/// generate all of their code before it sees that none of it is reached.
/// </summary>
internal interface ISweeps
{
    /// <summary>Sweeps over a whole row: the sums, in every thread.</summary>
    static abstract SweepSums<TNumber> Run<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput>(
        TLoss loss, PackPass<TNumber, TFormat, TPack, TThreads, TOutput> pass, int target, in RowStatistics<TNumber, TMath> row,
        in DeviceInputs<TNumber, TFormat, TPack> inputs, ArrayView<TNumber> warps)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TThreads : struct, IRowThreads
        where TOutput : struct, IRowOutput;

    /// <summary>Merges the sums of the chunks of a split row, in every lane of the warp.</summary>
    static abstract SweepSums<TNumber> Merge<TLoss, TNumber, TMath, TPack, TTarget>(RowBatch<TPack, TNumber, TTarget> batch, long row)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TPack : unmanaged
        where TTarget : unmanaged;
}

/// <summary>None.</summary>
internal readonly struct NoSweep : ISweeps
{
    public static SweepSums<TNumber> Run<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput>(
        TLoss loss, PackPass<TNumber, TFormat, TPack, TThreads, TOutput> pass, int target, in RowStatistics<TNumber, TMath> row,
        in DeviceInputs<TNumber, TFormat, TPack> inputs, ArrayView<TNumber> warps)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TThreads : struct, IRowThreads
        where TOutput : struct, IRowOutput => default;

    public static SweepSums<TNumber> Merge<TLoss, TNumber, TMath, TPack, TTarget>(RowBatch<TPack, TNumber, TTarget> batch, long row)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TPack : unmanaged
        where TTarget : unmanaged => default;
}

/// <summary>One more, which may use the sums of those before.</summary>
internal readonly struct NextSweep<TBefore, TSweep> : ISweeps
    where TBefore : struct, ISweeps
    where TSweep : struct, ISweep
{
    public static SweepSums<TNumber> Run<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput>(
        TLoss loss, PackPass<TNumber, TFormat, TPack, TThreads, TOutput> pass, int target, in RowStatistics<TNumber, TMath> row,
        in DeviceInputs<TNumber, TFormat, TPack> inputs, ArrayView<TNumber> warps)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TThreads : struct, IRowThreads
        where TOutput : struct, IRowOutput
    {
        SweepSums<TNumber> sums = TBefore.Run<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput>(
            loss, pass, target, row, inputs, warps);
        Set(ref sums, ClassSweep<TLoss, TSweep, TNumber, TMath, TFormat, TPack, TThreads, TOutput>.Run(
            loss, pass, target, row, sums, inputs, warps));
        return sums;
    }

    public static SweepSums<TNumber> Merge<TLoss, TNumber, TMath, TPack, TTarget>(RowBatch<TPack, TNumber, TTarget> batch, long row)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TPack : unmanaged
        where TTarget : unmanaged
    {
        SweepSums<TNumber> sums = TBefore.Merge<TLoss, TNumber, TMath, TPack, TTarget>(batch, row);
        Set(ref sums, ClassPartialSums<TNumber, TMath, TTarget, TPack>.Merge<TSweep>(batch, row, TLoss.SumCount<TSweep>()));
        return sums;
    }

    private static void Set<TNumber>(ref SweepSums<TNumber> sums, ClassSums<TNumber> own)
        where TNumber : unmanaged
    {
        if (TSweep.Index == 0)
            sums.First = own;
        else if (TSweep.Index == 1)
            sums.Second = own;
        else if (TSweep.Index == 2)
            sums.Third = own;
        else
            sums.Fourth = own;
    }
}
