using System.Numerics;
using ILGPU;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>The kernels for rows of one layout and targets of one type.</summary>
internal abstract class RowFormat<TPiece, TNumber, TTarget>
    where TPiece : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    /// <summary>The elements of a piece.</summary>
    public abstract int PieceLength { get; }

    /// <summary>The kernel that puts rows through a loss.</summary>
    public abstract LossKernel<TKernel, RowBatch<TPiece, TNumber, TTarget>> Rows<TKernel, TThreads, TSource, TOutput>()
        where TKernel : unmanaged, ISparseTargetKernel
        where TThreads : struct, IRowThreads
        where TSource : struct, IRowSource
        where TOutput : struct, IRowOutput;

    /// <summary>The kernel that makes gradients of kept terms.</summary>
    public abstract Action<RowBatch<TPiece, TNumber, TTarget>> Backward<TThreads>()
        where TThreads : struct, IRowThreads;
}

/// <summary>Rows of float32, bfloat16 or float16.</summary>
internal sealed class Float32Format<TFormat, TPiece, TTargets, TTarget> : RowFormat<TPiece, float, TTarget>
    where TFormat : struct, IPieceFormat<TPiece, float>
    where TPiece : unmanaged
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged
{
    public override int PieceLength => TFormat.Length;

    public override LossKernel<TKernel, RowBatch<TPiece, float, TTarget>> Rows<TKernel, TThreads, TSource, TOutput>() => new(
        RowKernels.Float32<TKernel, TFormat, TPiece, TThreads, TSource, TOutput, TTargets, TTarget>,
        RowKernels.Float32<TKernel, TFormat, TPiece, TThreads, TSource, TOutput, TTargets, TTarget>);

    public override Action<RowBatch<TPiece, float, TTarget>> Backward<TThreads>() =>
        RowKernels.Backward<float, Float32Arithmetic, TFormat, TPiece, TThreads, TTargets, TTarget>;
}

/// <summary>Rows of float64, number by number.</summary>
internal sealed class Float64Format<TTargets, TTarget> : RowFormat<double, double, TTarget>
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged
{
    public override int PieceLength => 1;

    public override LossKernel<TKernel, RowBatch<double, double, TTarget>> Rows<TKernel, TThreads, TSource, TOutput>() => new(
        RowKernels.Float64<TKernel, TThreads, TSource, TOutput, TTargets, TTarget>,
        RowKernels.Float64<TKernel, TThreads, TSource, TOutput, TTargets, TTarget>);

    public override Action<RowBatch<double, double, TTarget>> Backward<TThreads>() =>
        RowKernels.Backward<double, Float64Arithmetic, NativeElements<double>, double, TThreads, TTargets, TTarget>;
}
