using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The kernels that put rows through a loss, whose text is the loss's own, in float32 or float64.</summary>
internal static class RowKernels
{
    /// <summary>Rows of float32, bfloat16 or float16, put through the loss whose numbers are in memory.</summary>
    /// <remarks>For accelerators: what starts a kernel there cannot see the type of a loss, which is private to its class.</remarks>
    public static void Float32<TKernel, TFormat, TPiece, TThreads, TSource, TOutput, TTargets, TTarget>(
        ArrayView<double> kernel, RowBatch<TPiece, float, TTarget> batch)
        where TKernel : unmanaged, ISparseTargetKernel
        where TFormat : struct, IPieceFormat<TPiece, float>
        where TPiece : unmanaged
        where TThreads : struct, IRowThreads
        where TSource : struct, IRowSource
        where TOutput : struct, IRowOutput
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged =>
        Float32<TKernel, TFormat, TPiece, TThreads, TSource, TOutput, TTargets, TTarget>(Kernel<TKernel>(kernel), batch);

    /// <summary>Rows of float64, likewise.</summary>
    public static void Float64<TKernel, TThreads, TSource, TOutput, TTargets, TTarget>(
        ArrayView<double> kernel, RowBatch<double, double, TTarget> batch)
        where TKernel : unmanaged, ISparseTargetKernel
        where TThreads : struct, IRowThreads
        where TSource : struct, IRowSource
        where TOutput : struct, IRowOutput
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged =>
        Float64<TKernel, TThreads, TSource, TOutput, TTargets, TTarget>(Kernel<TKernel>(kernel), batch);

    /// <summary>Rows of float32, bfloat16 or float16.</summary>
    public static void Float32<TKernel, TFormat, TPiece, TThreads, TSource, TOutput, TTargets, TTarget>(
        TKernel kernel, RowBatch<TPiece, float, TTarget> batch)
        where TKernel : unmanaged, ISparseTargetKernel
        where TFormat : struct, IPieceFormat<TPiece, float>
        where TPiece : unmanaged
        where TThreads : struct, IRowThreads
        where TSource : struct, IRowSource
        where TOutput : struct, IRowOutput
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        var stage = new RowStage<TPiece, TThreads, TOutput>(batch.StagedPieces);
        var place = new RowPlace<float, Float32Arithmetic, TFormat, TPiece, TThreads, TOutput, TTargets, TTarget>(batch, TThreads.Row);
        if (!place.IsCounted)
        {
            place.LeaveOut();
            return;
        }
        var row = new DeviceRow<float, Float32Arithmetic, DeviceStatistics, TFormat, TPiece, TThreads, TSource, TOutput, TTarget>(
            batch, place.Row, place.Target, place.Factor, stage);
        float loss = kernel.RowSingle(ref row);
        place.Finish(row.IsNaN ? float.NaN : loss);
    }

    /// <summary>Rows of float64.</summary>
    public static void Float64<TKernel, TThreads, TSource, TOutput, TTargets, TTarget>(
        TKernel kernel, RowBatch<double, double, TTarget> batch)
        where TKernel : unmanaged, ISparseTargetKernel
        where TThreads : struct, IRowThreads
        where TSource : struct, IRowSource
        where TOutput : struct, IRowOutput
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        var stage = new RowStage<double, TThreads, TOutput>(batch.StagedPieces);
        var place = new RowPlace<double, Float64Arithmetic, NativeElements<double>, double, TThreads, TOutput, TTargets, TTarget>(
            batch, TThreads.Row);
        if (!place.IsCounted)
        {
            place.LeaveOut();
            return;
        }
        var row = new DeviceRow<double, Float64Arithmetic, Cpu.RowStatistics, NativeElements<double>, double, TThreads, TSource, TOutput, TTarget>(
            batch, place.Row, place.Target, place.Factor, stage);
        double loss = kernel.Row(ref row);
        place.Finish(row.IsNaN ? double.NaN : loss);
    }

    /// <summary>The gradients of rows, or of chunks of them, from the terms that forward has kept, times what is upstream.</summary>
    public static void Backward<TNumber, TArithmetic, TFormat, TPiece, TThreads, TTargets, TTarget>(RowBatch<TPiece, TNumber, TTarget> batch)
        where TNumber : unmanaged, INumber<TNumber>
        where TArithmetic : struct, IArithmetic<TNumber>
        where TFormat : struct, IPieceFormat<TPiece, TNumber>
        where TPiece : unmanaged
        where TThreads : struct, IRowThreads
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        var place = new RowPlace<TNumber, TArithmetic, TFormat, TPiece, TThreads, BackwardOutput, TTargets, TTarget>(batch, TThreads.Row);
        if (!place.IsCounted)
        {
            place.LeaveOut();
            return;
        }
        var terms = DeviceTerms<TNumber, TArithmetic>.Load(batch.Terms, place.Row);
        terms.Scale(place.UpstreamFactor);
        place.Writer.Write(place.Target, terms);
    }

    // A loss without numbers of its own has nothing in memory.
    private static TKernel Kernel<TKernel>(ArrayView<double> kernel)
        where TKernel : unmanaged =>
        kernel.Length == 0 ? default : kernel.Cast<TKernel>()[0];
}
