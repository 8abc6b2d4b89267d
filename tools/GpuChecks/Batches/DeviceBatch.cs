using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.GpuChecks.Losses;

namespace SparseLsr.Gen.GpuChecks.Batches;

/// <summary>A batch in a device's memory, and the calls that a module makes over it.</summary>
internal sealed class DeviceBatch<T, TNumber, TMath, TTargets, TTarget> : IDisposable
    where T : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged, INumber<TTarget>
{
    private readonly IGpuDevice _launcher;
    private readonly IKernelLauncher _rowStarter;
    private readonly DeviceScratch<TNumber> _scratch;
    private readonly DeviceBuffer<TNumber>? _weights;
    private readonly BatchReduction<TNumber, TMath, TTargets, TTarget> _reduction;

    /// <param name="device">The device.</param>
    /// <param name="rows">N.</param>
    /// <param name="classes">C.</param>
    /// <param name="weights">A weight for each class; null for ones.</param>
    /// <param name="layout">The layout over the grid; null for the table's.</param>
    /// <param name="offset">How many elements the rows lie past an aligned address.</param>
    /// <param name="loss">What is saved of it there is memory for; null for a loss of statistics.</param>
    /// <param name="gradientOffset">The offset of the gradient, where it is another.</param>
    public DeviceBatch(
        ICheckDevice device, long rows, int classes, TNumber[]? weights = null, Func<int, LaunchConfiguration>? layout = null,
        int offset = 0, CheckedLoss? loss = null, int? gradientOffset = null)
    {
        _launcher = device.Launcher;
        _rowStarter = layout is null ? _launcher : new ConfiguredLauncher(_launcher, layout);
        Rows = rows;
        Classes = classes;
        int savedPerRow = loss is null ? RowGradient<float, DeviceFloat32Math>.Length : SavedLength.PerRow(loss.Bind(classes));
        Logits = new DeviceBuffer<T>(device, rows * classes, offset);
        Gradient = new DeviceBuffer<T>(device, rows * classes, gradientOffset ?? offset);
        Targets = new DeviceBuffer<TTarget>(device, rows);
        Losses = new DeviceBuffer<TNumber>(device, rows);
        Saved = new DeviceBuffer<TNumber>(device, rows * savedPerRow);
        Scale = new DeviceBuffer<TNumber>(device, 1);
        Result = new DeviceBuffer<TNumber>(device, 1);
        _weights = weights is null ? null : new DeviceBuffer<TNumber>(device, weights);
        _scratch = new DeviceScratch<TNumber>(device);
        _reduction = new BatchReduction<TNumber, TMath, TTargets, TTarget>(_launcher, _scratch);
    }

    public long Rows { get; }

    public int Classes { get; }

    public DeviceBuffer<T> Logits { get; }

    public DeviceBuffer<T> Gradient { get; }

    public DeviceBuffer<TTarget> Targets { get; }

    public DeviceBuffer<TNumber> Losses { get; }

    public DeviceBuffer<TNumber> Saved { get; }

    public DeviceBuffer<TNumber> Scale { get; }

    public DeviceBuffer<TNumber> Result { get; }

    /// <summary>Whether no kernel wrote beyond the memory that is the batch's.</summary>
    public bool IsGuarded =>
        Logits.IsGuarded && Gradient.IsGuarded && Targets.IsGuarded && Losses.IsGuarded && Saved.IsGuarded && Scale.IsGuarded
        && Result.IsGuarded && _scratch.IsGuarded && _weights is null or { IsGuarded: true };

    /// <summary>Writes the scale of a mean.</summary>
    public void FindScale() => _reduction.Scale(new ReductionBatch<TNumber, TTarget>
    {
        Targets = Targets.View,
        Weights = _weights?.View ?? default,
        Scale = Scale.View,
        Count = Rows,
        Classes = Classes,
        IgnoreIndex = EdgeRows.IgnoreIndex,
    });

    /// <summary>Writes the mean of the losses.</summary>
    public void FindMean() => _reduction.Loss(new ReductionBatch<TNumber, TTarget>
    {
        Losses = Losses.View,
        Scale = Scale.View,
        Result = Result.View,
        Count = Rows,
    });

    public void Forward(CheckedLoss loss) => Call(Losses.View, default, default, default).Run(loss.Bind(Classes), RowResult.Losses);

    public void ForwardSaving(CheckedLoss loss) =>
        Call(Losses.View, default, default, Saved.View).Run(loss.Bind(Classes), RowResult.Saved);

    /// <summary>Gradients of the mean, from saved kept, times what is upstream; in place of the logits if asked.</summary>
    public void Backward(CheckedLoss loss, ArrayView<TNumber> upstream, bool inPlace = false) =>
        Call(default, inPlace ? Logits.View : Gradient.View, upstream, Saved.View).Run(loss.Bind(Classes), null);

    /// <summary>Losses, and gradients of the mean, in one visit to a row; in place of the logits if asked.</summary>
    public void Fused(CheckedLoss loss, bool inPlace = false) =>
        Call(Losses.View, inPlace ? Logits.View : Gradient.View, default, default).Run(loss.Bind(Classes), RowResult.Gradient);

    /// <summary>Multiplies the gradient by what is upstream of it.</summary>
    public void Multiply(ArrayView<T> factor) => GradientScaling.Run(_launcher, Gradient.View, factor);

    public void Dispose()
    {
        Logits.Dispose();
        Gradient.Dispose();
        Targets.Dispose();
        Losses.Dispose();
        Saved.Dispose();
        Scale.Dispose();
        Result.Dispose();
        _weights?.Dispose();
        _scratch.Dispose();
    }

    private GpuCall<T, TTarget, TNumber> Call(
        ArrayView<TNumber> losses, ArrayView<T> gradient, ArrayView<TNumber> upstream, ArrayView<TNumber> saved) => new()
        {
            Launcher = _rowStarter,
            Scratch = _scratch,
            Rows = Rows,
            Classes = Classes,
            IgnoreIndex = EdgeRows.IgnoreIndex,
            Logits = Logits.View,
            Targets = Targets.View,
            Weights = _weights?.View ?? default,
            Flag = _launcher.Flag.View,
            Losses = losses,
            Gradient = gradient,
            Scale = Scale.View,
            Upstream = upstream,
            Saved = saved,
        };
}
