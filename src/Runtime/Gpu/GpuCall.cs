using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>One call over views that have been checked: finds the layout of its rows, and starts the kernels for it.</summary>
internal sealed class GpuCall<T, TTarget, TNumber>(
    Accelerator accelerator, IKernelStarter starter, GpuScratch<TNumber> scratch, Func<int, KernelChoice>? choose, long rows, int classes,
    long ignoreIndex, ArrayView<long> flag, ArrayView<T> logits, ArrayView<TTarget> targets, ArrayView<TNumber> losses, ArrayView<T> gradient,
    ArrayView<TNumber> upstream, ArrayView<TNumber> terms)
    where T : unmanaged
    where TTarget : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
{
    private const int PieceBytes = 16;

    /// <param name="loss">The loss.</param>
    /// <param name="result">What forward leaves behind; null for backward.</param>
    public void Run(BoundLoss loss, RowResult? result)
    {
        if (targets is ArrayView<long> wide)
            Run<Int64Targets, long>(loss, result, wide);
        else
            Run<Int32Targets, int>(loss, result, (ArrayView<int>)(object)targets);
    }

    private void Run<TTargets, TIndex>(BoundLoss loss, RowResult? result, ArrayView<TIndex> indices)
        where TTargets : struct, ITargets<TIndex>
        where TIndex : unmanaged
    {
        if (typeof(T) == typeof(double))
            Run(loss, result, indices, new Float64Format<TTargets, TIndex>());
        else if (typeof(T) == typeof(float))
            RunAligned<TTargets, TIndex, Float32Pieces, Float4, NativeElements<float>, float>(loss, result, indices);
        else if (typeof(T) == typeof(ushort))
            RunAligned<TTargets, TIndex, HalfPieces<BFloat16Words>, Word4, HalfElements<BFloat16Words>, ushort>(loss, result, indices);
        else
            RunAligned<TTargets, TIndex, HalfPieces<Float16Words>, Word4, HalfElements<Float16Words>, ushort>(loss, result, indices);
    }

    private void RunAligned<TTargets, TIndex, TPieces, TPiece, TElements, TElement>(BoundLoss loss, RowResult? result, ArrayView<TIndex> indices)
        where TTargets : struct, ITargets<TIndex>
        where TIndex : unmanaged
        where TPieces : struct, IPieceFormat<TPiece, float>
        where TPiece : unmanaged
        where TElements : struct, IPieceFormat<TElement, float>
        where TElement : unmanaged
    {
        if (classes % TPieces.Length == 0 && IsAligned(logits) && IsAligned(gradient))
            Run<TPiece, float, TIndex>(loss, result, indices, new Float32Format<TPieces, TPiece, TTargets, TIndex>());
        else
            Run<TElement, float, TIndex>(loss, result, indices, new Float32Format<TElements, TElement, TTargets, TIndex>());
    }

    private void Run<TPiece, TScalar, TIndex>(
        BoundLoss loss, RowResult? result, ArrayView<TIndex> indices, RowFormat<TPiece, TScalar, TIndex> format)
        where TPiece : unmanaged
        where TScalar : unmanaged, INumber<TScalar>
        where TIndex : unmanaged
    {
        int pieces = classes / format.PieceLength;
        KernelChoice choice = choose?.Invoke(pieces)
            ?? KernelChoice.Of(rows, pieces, accelerator.NumMultiprocessors, accelerator.MaxNumThreadsPerGroup);
        bool split = choice.Sharing == RowSharing.Split;
        int chunks = split ? choice.Chunks(pieces) : 1;
        ArrayView<TNumber> kept = split && result == RowResult.Gradient ? scratch.Terms(rows * GpuLoss.TermsPerRow) : terms;
        ArrayView<TNumber> partials = split ? scratch.Partials(rows * chunks * PartialSums<float, Float32Arithmetic>.Length) : default;
        var batch = new RowBatch<TPiece, TScalar, TIndex>
        {
            Logits = logits.Cast<TPiece>(),
            Gradient = gradient.Length == 0 ? default : gradient.Cast<TPiece>(),
            Targets = indices,
            Weights = Scalars<TScalar>(scratch.Weights),
            Scale = result is null ? default : Scalars<TScalar>(upstream),
            Upstream = result is null ? Scalars<TScalar>(upstream) : default,
            Losses = Scalars<TScalar>(losses),
            Terms = Scalars<TScalar>(kept),
            Partials = Scalars<TScalar>(partials),
            Flag = flag,
            Rows = rows,
            Classes = classes,
            IgnoreIndex = ignoreIndex,
            Pieces = pieces,
            ChunkPieces = split ? choice.ChunkPieces : pieces,
            Chunks = chunks,
        };
        var run = new RowRun<TPiece, TScalar, TIndex>(starter, format, choice, batch);
        if (result is { } wanted)
            loss.Run(run, wanted);
        else
            run.Backward();
    }

    // The types have been checked: TScalar is TNumber.
    private static ArrayView<TScalar> Scalars<TScalar>(ArrayView<TNumber> view)
        where TScalar : unmanaged =>
        (ArrayView<TScalar>)(object)view;

    private static bool IsAligned(ArrayView<T> view) => view.Length == 0 || view.LoadEffectiveAddressAsPtr() % PieceBytes == 0;
}
