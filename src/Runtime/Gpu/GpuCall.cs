using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>One call over views that have been checked: finds the layout of its rows, and starts the kernels for it.</summary>
internal sealed class GpuCall<T, TTarget, TNumber>
    where T : unmanaged
    where TTarget : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
{
    public required IKernelLauncher Launcher { get; init; }

    public required IScratch<TNumber> Scratch { get; init; }

    /// <summary>N.</summary>
    public required long Rows { get; init; }

    /// <summary>C.</summary>
    public required int Classes { get; init; }

    public required long IgnoreIndex { get; init; }

    /// <summary>(N, C).</summary>
    public required ArrayView<T> Logits { get; init; }

    /// <summary>(N).</summary>
    public required ArrayView<TTarget> Targets { get; init; }

    /// <summary>(C), or empty for ones.</summary>
    public required ArrayView<TNumber> Weights { get; init; }

    /// <summary>The class vectors of the loss, one after the other.</summary>
    public ArrayView<TNumber> Vectors { get; init; }

    /// <summary>The inputs of the rows.</summary>
    public InputViews<TNumber> Inputs { get; init; }

    /// <summary>(metrics, N); empty where they are not wanted.</summary>
    public ArrayView<TNumber> Metrics { get; init; }

    /// <summary>The word that tells of targets that are no class.</summary>
    public required ArrayView<long> Flag { get; init; }

    /// <summary>(N); empty for backward.</summary>
    public ArrayView<TNumber> Losses { get; init; }

    /// <summary>(N, C); empty where none is wanted.</summary>
    public ArrayView<T> Gradient { get; init; }

    /// <summary>One number by which gradients are multiplied, or empty for 1. Where it is 0, every row is left out.</summary>
    public ArrayView<TNumber> Scale { get; init; }

    /// <summary>For backward: one number, or one a row, by which gradients are multiplied as well.</summary>
    public ArrayView<TNumber> Upstream { get; init; }

    /// <summary><see cref="SavedLength.PerRow"/> numbers a row, for a later backward or from an earlier forward.</summary>
    public ArrayView<TNumber> Saved { get; init; }

    /// <param name="loss">The loss.</param>
    /// <param name="result">What forward leaves behind; null for backward.</param>
    public void Run(BoundLoss loss, RowResult? result)
    {
        if (Targets is ArrayView<long> wide)
            Run<Int64Targets, long>(loss, result, wide);
        else
            Run<Int32Targets, int>(loss, result, (ArrayView<int>)(object)Targets);
    }

    private void Run<TTargets, TIndex>(BoundLoss loss, RowResult? result, ArrayView<TIndex> indices)
        where TTargets : struct, ITargets<TIndex>
        where TIndex : unmanaged
    {
        if (typeof(T) == typeof(double))
            Run(loss, result, indices, new RowFormat<double, DeviceFloat64Math, NativeElements<double>, double, TTargets, TIndex>());
        else if (typeof(T) == typeof(float))
            RunPacks<TTargets, TIndex, Float32Packs, Float4, NativeElements<float>, float>(loss, result, indices);
        else if (typeof(T) == typeof(ushort))
            RunPacks<TTargets, TIndex, HalfPacks<BFloat16Words>, Word4, HalfElements<BFloat16Words>, ushort>(loss, result, indices);
        else
            RunPacks<TTargets, TIndex, HalfPacks<Float16Words>, Word4, HalfElements<Float16Words>, ushort>(loss, result, indices);
    }

    private void RunPacks<TTargets, TIndex, TPacks, TPack, TElements, TElement>(BoundLoss loss, RowResult? result, ArrayView<TIndex> indices)
        where TTargets : struct, ITargets<TIndex>
        where TIndex : unmanaged
        where TPacks : struct, IPackFormat<TPack, float>
        where TPack : unmanaged
        where TElements : struct, IPackFormat<TElement, float>
        where TElement : unmanaged
    {
        if (Gradient.Length == 0 || Packs.Lead(Gradient) == Packs.Lead(Logits))
            Run<TPack, float, TIndex>(loss, result, indices, new RowFormat<float, DeviceFloat32Math, TPacks, TPack, TTargets, TIndex>());
        else
            Run<TElement, float, TIndex>(loss, result, indices, new RowFormat<float, DeviceFloat32Math, TElements, TElement, TTargets, TIndex>());
    }

    private void Run<TPack, TScalar, TIndex>(
        BoundLoss loss, RowResult? result, ArrayView<TIndex> indices, RowFormat<TPack, TScalar, TIndex> format)
        where TPack : unmanaged
        where TScalar : unmanaged, INumber<TScalar>
        where TIndex : unmanaged
    {
        int lead = format.PackLength == 1 ? 0 : Packs.Lead(Logits);
        // Of a row whose ends are no whole packs: those that every row has.
        int packs = Classes / format.PackLength;
        if (lead != 0 || Classes % format.PackLength != 0)
            packs = Math.Max(1, packs - 1);
        LaunchConfiguration configuration = Launcher.Configure(
            Rows, packs, Unsafe.SizeOf<TPack>(), LaunchConfiguration.LargestBlockSizeOf(loss.HasClassFunctions), cached: IsVisitedAgain(loss, result));
        // A transform is in the first sweep of whole rows alone, whose packs it leaves as they are in memory.
        if (loss.HasTransform)
            configuration = configuration.WithoutSplit(packs);
        bool split = configuration.Mapping == RowMapping.Split;
        int chunks = split ? configuration.Chunks(packs) : 1;
        ArrayView<TNumber> kept = split && result == RowResult.Gradient ? Scratch.Saved(Rows * SavedLength.PerRow(loss)) : Saved;
        ArrayView<TNumber> partials = split
            ? Scratch.Partials(Rows * chunks * (PartialSums.Length + loss.InputSweeps * ClassPartialSums.Length))
            : default;
        var batch = new RowBatch<TPack, TScalar, TIndex>
        {
            Logits = Packs.Of<T, TPack>(Logits, lead),
            Gradient = Packs.Of<T, TPack>(Gradient, lead),
            Targets = indices,
            Weights = Scalars<TScalar>(Weights),
            Vectors = Scalars<TScalar>(Vectors),
            Inputs = (InputViews<TScalar>)(object)Inputs,
            Metrics = Scalars<TScalar>(Metrics),
            Scale = Scalars<TScalar>(Scale),
            Upstream = Scalars<TScalar>(Upstream),
            Losses = Scalars<TScalar>(Losses),
            Saved = Scalars<TScalar>(kept),
            Partials = Scalars<TScalar>(partials),
            Flag = Flag,
            Rows = Rows,
            Classes = Classes,
            IgnoreIndex = IgnoreIndex,
            Lead = lead,
            ChunkPacks = split ? configuration.ChunkPacks : packs,
            Chunks = chunks,
            CachedPacks = configuration.CachedPacks,
        };
        var run = new RowRun<TPack, TScalar, TIndex>(Launcher, format, configuration, batch, result);
        loss.Run(run);
    }

    /// <summary>Whether the kernel over whole rows visits each of them again, to write its gradient or for sums of the loss.</summary>
    private bool IsVisitedAgain(BoundLoss loss, RowResult? result) => result switch
    {
        RowResult.Gradient => true,
        RowResult.Saved => loss.Sweeps > 0 || (loss.InputSweeps > 0 && Inputs.WantGradients),
        RowResult.Losses => loss.LossSweeps > 0,
        _ => false,
    };

    // The types have been checked: TScalar is TNumber.
    private static ArrayView<TScalar> Scalars<TScalar>(ArrayView<TNumber> view)
        where TScalar : unmanaged =>
        (ArrayView<TScalar>)(object)view;
}
