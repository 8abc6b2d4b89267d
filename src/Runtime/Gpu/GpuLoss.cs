using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>
/// A loss on an ILGPU accelerator, over views of its memory. Made by the <c>CreateGpuLoss</c> of a loss class; needs no libtorch.
/// </summary>
/// <remarks>
/// <para>
/// Logits and gradients are contiguous rows of C numbers, (N, C): <c>float</c>, <c>double</c>, <see cref="ILGPU.Half"/>, or
/// <c>ushort</c> for the bits of bfloat16. Targets are (N), <c>long</c> or <c>int</c>. All scalars of a row (losses, what
/// is saved, upstream gradients) are <c>float</c>, for rows of <c>double</c> <c>double</c>.
/// </para>
/// <para>
/// Every call only starts kernels on the stream, and returns; results are there after <see cref="AcceleratorStream.Synchronize"/>.
/// A target that is neither a class nor ignored gives its row a loss and gradient of NaN, and is reported by the next call after
/// the device has seen it. Calls share memory for intermediate results: use one loss on one stream at a time.
/// </para>
/// <para>
/// A context with <c>Math(MathMode.Fast)</c> gives kernels of fewer instructions, within the same 2e-5 of the loss, for rows of
/// <c>double</c> too, which keep their accuracy without it alone; rows of 16-bit numbers take a CUDA device of compute capability
/// 8.0 or more.
/// </para>
/// </remarks>
public sealed class GpuLoss : IDisposable
{
    /// <summary>The numbers that <see cref="ForwardSaving"/> keeps of each row for <see cref="Backward"/>.</summary>
    // Does not depend on the number of classes; two are enough for every loss.
    public int SavedPerRow => SavedLength.PerRow(_bind(2));

    private readonly Accelerator _accelerator;
    private readonly Func<double, BoundLoss> _bind;
    private readonly Func<double, BoundLoss>? _bindWithMetrics;
    private readonly long _ignoreIndex;
    private readonly GpuClassVector[] _vectors;
    private readonly TargetFlag _flag;
    private readonly LossConstants _constants;
    private readonly AcceleratorScratch<float> _float32;
    private readonly AcceleratorScratch<double> _float64;

    /// <summary>Called by generated code.</summary>
    /// <param name="accelerator">The accelerator, of warps of 32, whose context has <c>EnableAlgorithms()</c>.</param>
    /// <param name="bind">The kernel for a number of classes.</param>
    /// <param name="bindWithMetrics">The one that computes the metrics as well.</param>
    /// <param name="weight">A weight for each class, or null for ones.</param>
    /// <param name="ignore_index">The target whose rows count for nothing.</param>
    /// <param name="vectors">The loss's class vectors.</param>
    /// <exception cref="NotSupportedException">The accelerator's warps are not of 32 lanes.</exception>
    public GpuLoss(
        Accelerator accelerator, Func<double, BoundLoss> bind, Func<double, BoundLoss> bindWithMetrics, double[]? weight = null,
        long ignore_index = -100, params GpuClassVector[] vectors)
        : this(accelerator, bind, weight, ignore_index, vectors) =>
        _bindWithMetrics = bindWithMetrics;

    /// <inheritdoc cref="GpuLoss(Accelerator, Func{double, BoundLoss}, Func{double, BoundLoss}, double[], long, GpuClassVector[])"/>
    public GpuLoss(
        Accelerator accelerator, Func<double, BoundLoss> bind, double[]? weight = null, long ignore_index = -100,
        params GpuClassVector[] vectors)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(bind);
        if (accelerator.WarpSize != WarpThreads.Lanes)
        {
            throw new NotSupportedException(
                $"{accelerator.Name} has warps of {accelerator.WarpSize} lanes; the kernels expect {WarpThreads.Lanes}.");
        }
        _accelerator = accelerator;
        _bind = bind;
        _ignoreIndex = ignore_index;
        // Does not depend on the number of classes.
        if (bind(2).HasWeight)
            (vectors, weight) = ([.. vectors, new GpuClassVector(nameof(weight), weight!)], null);
        _vectors = vectors;
        double[] all = [.. vectors.SelectMany(vector => vector.Values)];
        _flag = new TargetFlag(accelerator);
        _constants = new LossConstants(accelerator);
        _float32 = new AcceleratorScratch<float>(accelerator, weight is null ? null : Singles(weight), Singles(all));
        _float64 = new AcceleratorScratch<double>(accelerator, weight, all);
    }

    /// <summary>The loss of each row, times the weight of its class.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="classes">C.</param>
    /// <param name="logits">(N, C).</param>
    /// <param name="targets">(N).</param>
    /// <param name="losses">Receives the losses, (N).</param>
    /// <param name="inputs">The inputs of the rows; null for a loss without any.</param>
    /// <exception cref="ArgumentException">A view is not as said, or a target of an earlier call was not.</exception>
    public void Forward<T, TTarget, TNumber>(
        AcceleratorStream stream, int classes, ArrayView<T> logits, ArrayView<TTarget> targets, ArrayView<TNumber> losses,
        GpuInputs<T, TNumber>? inputs = null)
        where T : unmanaged
        where TTarget : unmanaged
        where TNumber : unmanaged, INumber<TNumber> =>
        Run(stream, classes, logits, targets, losses, default, default, default, RowResult.Losses, inputs);

    /// <summary>As <see cref="Forward"/>, and the gradient of the losses' sum, times a factor, in one visit to each row.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="classes">C.</param>
    /// <param name="logits">(N, C).</param>
    /// <param name="targets">(N).</param>
    /// <param name="losses">Receives the losses, (N), without the factor.</param>
    /// <param name="gradient">Receives the gradient, (N, C); it may be the logits themselves.</param>
    /// <param name="factor">One number, 1/N for a mean; empty for 1.</param>
    /// <param name="inputs">The inputs of the rows; null for a loss without any.</param>
    /// <exception cref="ArgumentException">A view is not as said, or a target of an earlier call was not.</exception>
    public void ForwardBackward<T, TTarget, TNumber>(
        AcceleratorStream stream, int classes, ArrayView<T> logits, ArrayView<TTarget> targets, ArrayView<TNumber> losses,
        ArrayView<T> gradient, ArrayView<TNumber> factor = default, GpuInputs<T, TNumber>? inputs = null)
        where T : unmanaged
        where TTarget : unmanaged
        where TNumber : unmanaged, INumber<TNumber> =>
        Run(stream, classes, logits, targets, losses, gradient, factor, default, RowResult.Gradient, inputs);

    /// <summary>As <see cref="Forward"/>, and what <see cref="Backward"/> needs to know of each row.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="classes">C.</param>
    /// <param name="logits">(N, C).</param>
    /// <param name="targets">(N).</param>
    /// <param name="losses">Receives the losses, (N).</param>
    /// <param name="saved">Receives <see cref="SavedPerRow"/> numbers a row.</param>
    /// <param name="inputs">The inputs of the rows; null for a loss without any.</param>
    /// <exception cref="ArgumentException">A view is not as said, or a target of an earlier call was not.</exception>
    public void ForwardSaving<T, TTarget, TNumber>(
        AcceleratorStream stream, int classes, ArrayView<T> logits, ArrayView<TTarget> targets, ArrayView<TNumber> losses,
        ArrayView<TNumber> saved, GpuInputs<T, TNumber>? inputs = null)
        where T : unmanaged
        where TTarget : unmanaged
        where TNumber : unmanaged, INumber<TNumber> =>
        Run(stream, classes, logits, targets, losses, default, default, saved, RowResult.Saved, inputs);

    /// <summary>The gradient of the losses, each times what is upstream of it, in one read and one write of each row.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="classes">C.</param>
    /// <param name="logits">(N, C), as they were in forward.</param>
    /// <param name="targets">(N), as they were in forward.</param>
    /// <param name="saved">What <see cref="ForwardSaving"/> has kept.</param>
    /// <param name="upstream">One number, or one a row.</param>
    /// <param name="gradient">Receives the gradient, (N, C); it may be the logits themselves.</param>
    /// <param name="inputs">The inputs of the rows; null for a loss without any.</param>
    /// <exception cref="ArgumentException">A view is not as said, or a target of an earlier call was not.</exception>
    public void Backward<T, TTarget, TNumber>(
        AcceleratorStream stream, int classes, ArrayView<T> logits, ArrayView<TTarget> targets, ArrayView<TNumber> saved,
        ArrayView<TNumber> upstream, ArrayView<T> gradient, GpuInputs<T, TNumber>? inputs = null)
        where T : unmanaged
        where TTarget : unmanaged
        where TNumber : unmanaged, INumber<TNumber> =>
        Run(stream, classes, logits, targets, default, gradient, upstream, saved, null, inputs);

    /// <summary>Gives the memory for intermediate results back.</summary>
    public void Dispose()
    {
        _float32.Dispose();
        _float64.Dispose();
        _constants.Dispose();
        _flag.Dispose();
    }

    /// <summary>For tests: the layout over the grid instead of that of the table, for a row of so many packs.</summary>
    internal Func<int, LaunchConfiguration>? Configure { get; set; }

    private static float[] Singles(double[] values) => Array.ConvertAll(values, static value => (float)value);

    // The result is null for backward.
    private void Run<T, TTarget, TNumber>(
        AcceleratorStream stream, int classes, ArrayView<T> logits, ArrayView<TTarget> targets, ArrayView<TNumber> losses,
        ArrayView<T> gradient, ArrayView<TNumber> upstream, ArrayView<TNumber> saved, RowResult? result, GpuInputs<T, TNumber>? inputs)
        where T : unmanaged
        where TTarget : unmanaged
        where TNumber : unmanaged, INumber<TNumber>
    {
        ArgumentNullException.ThrowIfNull(stream);
        GpuArguments.CheckTypes<T, TTarget, TNumber>();
        GpuArguments.CheckDevice<T>(_accelerator);
        ArrayView<TNumber> metrics = inputs?.Metrics ?? default;
        BoundLoss loss = metrics.Length > 0 && _bindWithMetrics is { } bind ? bind(classes) : _bind(classes);
        long rows = GpuArguments.CheckRows(classes, loss.RequiresTwoClasses, logits.Length, targets.Length);
        if (result is not null)
            GpuArguments.CheckLength("losses", losses.Length, rows);
        if (result is RowResult.Gradient or null)
            GpuArguments.CheckLength("gradient", gradient.Length, logits.Length);
        if (result is RowResult.Saved or null)
            GpuArguments.CheckLength("saved", saved.Length, rows * SavedLength.PerRow(loss));
        if (upstream.Length > 1 || result is null)
            GpuArguments.CheckUpstream(upstream.Length, result is null ? rows : 1);
        AcceleratorScratch<TNumber> scratch = typeof(TNumber) == typeof(float) ? (AcceleratorScratch<TNumber>)(object)_float32 : (AcceleratorScratch<TNumber>)(object)_float64;
        GpuArguments.CheckWeights(scratch.Weights.Length, classes);
        foreach (GpuClassVector vector in _vectors)
            RowArguments.CheckVector(vector.Values.Length, classes, vector.Name);
        InputViews<TNumber> views = (inputs ?? new GpuInputs<T, TNumber>()).Views((loss.RowInputs, loss.ClassInputs), rows, classes);
        if (metrics.Length > 0)
            GpuArguments.CheckLength("Metrics", metrics.Length, rows * loss.Metrics);
        _flag.ThrowIfSet();
        if (rows == 0)
            return;

        var call = new GpuCall<T, TTarget, TNumber>
        {
            Launcher = new AcceleratorLauncher(_accelerator, stream, _constants, Configure),
            Scratch = scratch,
            Rows = rows,
            Classes = classes,
            IgnoreIndex = _ignoreIndex,
            Logits = logits,
            Targets = targets,
            Weights = scratch.Weights,
            Vectors = scratch.Vectors,
            Inputs = views,
            Metrics = metrics,
            Flag = _flag.View,
            Losses = losses,
            Gradient = gradient,
            Scale = result is null ? default : upstream,
            Upstream = result is null ? upstream : default,
            Saved = saved,
        };
        call.Run(loss, result);
        _flag.Fetch(stream);
    }
}
