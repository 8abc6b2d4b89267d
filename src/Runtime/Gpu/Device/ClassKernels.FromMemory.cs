using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <content>
/// The same with the loss's constants in memory. For accelerators: their launchers cannot see the type of a loss, which is private to
/// its class.
/// </content>
internal static partial class ClassKernels
{
    /// <inheritdoc cref="Rows"/>
    public static void RowsFromMemory<TLoss, TSweeps, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
        ArrayView<double> constants, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
        where TSweeps : struct, ISweeps
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TThreads : struct, IRowThreads
        where TOutput : struct, IRowOutput
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged =>
        Rows<TLoss, TSweeps, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>(
            RowKernels.Loss<TLoss>(constants), batch);

    /// <inheritdoc cref="Chunks"/>
    public static void ChunksFromMemory<TLoss, TBefore, TSweep, TNumber, TMath, TFormat, TPack, TTargets, TTarget>(
        ArrayView<double> constants, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
        where TBefore : struct, ISweeps
        where TSweep : struct, ISweep
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged =>
        Chunks<TLoss, TBefore, TSweep, TNumber, TMath, TFormat, TPack, TTargets, TTarget>(RowKernels.Loss<TLoss>(constants), batch);

    /// <inheritdoc cref="SplitRows"/>
    public static void SplitRowsFromMemory<TLoss, TSweeps, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>(
        ArrayView<double> constants, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
        where TSweeps : struct, ISweeps
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TOutput : struct, IRowOutput
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged =>
        SplitRows<TLoss, TSweeps, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>(RowKernels.Loss<TLoss>(constants), batch);

    /// <inheritdoc cref="Backward"/>
    public static void BackwardFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TTargets, TTarget>(
        ArrayView<double> constants, RowBatch<TPack, TNumber, TTarget> batch)
        where TLoss : unmanaged, IClassLoss
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TThreads : struct, IRowThreads
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged =>
        Backward<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TTargets, TTarget>(RowKernels.Loss<TLoss>(constants), batch);
}
