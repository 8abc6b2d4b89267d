using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>The GPU's kernels over tensors of one type of logits and one of targets.</summary>
internal abstract class TensorKernels
{
    /// <param name="logits">The type of the logits.</param>
    /// <param name="targets">Int64 or Int32.</param>
    public static TensorKernels Of(ElementType logits, ScalarType targets) =>
        targets == ScalarType.Int64 ? Of<Int64Targets, long>(logits) : Of<Int32Targets, int>(logits);

    /// <summary>The type of a row's scalars.</summary>
    public abstract ScalarType NumberType { get; }

    /// <summary>Writes the scale of a mean, for losses and gradients alike.</summary>
    public abstract void Scale(IGpuDevice device, GpuTensors tensors);

    /// <summary>Writes the loss of the batch, of the losses of its rows.</summary>
    public abstract void Loss(IGpuDevice device, GpuTensors tensors, Tensor result);

    /// <summary>Puts the rows through the loss.</summary>
    /// <param name="device">The device that the tensors are on.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="result">What forward leaves behind; null for backward.</param>
    public abstract void Rows(IGpuDevice device, BoundLoss loss, GpuTensors tensors, RowResult? result);

    /// <summary>Multiplies a gradient, whose elements lie densely in memory, by one element.</summary>
    public abstract void Multiply(IGpuDevice device, Tensor gradient, Tensor factor);

    private static TensorKernels Of<TTargets, TTarget>(ElementType logits)
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged => logits switch
        {
            ElementType.Float32 => new TensorKernels<float, float, DeviceFloat32Math, TTargets, TTarget>(),
            ElementType.Float64 => new TensorKernels<double, double, DeviceFloat64Math, TTargets, TTarget>(),
            ElementType.BFloat16 => new TensorKernels<ushort, float, DeviceFloat32Math, TTargets, TTarget>(),
            _ => new TensorKernels<ILGPU.Half, float, DeviceFloat32Math, TTargets, TTarget>(),
        };
}

/// <inheritdoc/>
internal sealed unsafe class TensorKernels<T, TNumber, TMath, TTargets, TTarget> : TensorKernels
    where T : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged
{
    /// <inheritdoc/>
    public override ScalarType NumberType => typeof(TNumber) == typeof(double) ? ScalarType.Float64 : ScalarType.Float32;

    /// <inheritdoc/>
    public override void Scale(IGpuDevice device, GpuTensors tensors)
    {
        using TensorScratch<TNumber> scratch = Scratch(tensors);
        Reduction(device, scratch).Scale(new ReductionBatch<TNumber, TTarget>
        {
            Targets = View<TTarget>(tensors.Targets),
            Weights = View<TNumber>(tensors.Weight),
            Scale = View<TNumber>(tensors.Scale),
            Count = tensors.Targets.NumberOfElements,
            Classes = tensors.Classes,
            IgnoreIndex = tensors.IgnoreIndex,
        });
    }

    /// <inheritdoc/>
    public override void Loss(IGpuDevice device, GpuTensors tensors, Tensor result)
    {
        using TensorScratch<TNumber> scratch = Scratch(tensors);
        Reduction(device, scratch).Loss(new ReductionBatch<TNumber, TTarget>
        {
            Losses = View<TNumber>(tensors.Losses),
            Scale = View<TNumber>(tensors.Scale),
            Result = View<TNumber>(result),
            Count = tensors.Targets.NumberOfElements,
        });
    }

    /// <inheritdoc/>
    public override void Rows(IGpuDevice device, BoundLoss loss, GpuTensors tensors, RowResult? result)
    {
        if (tensors.Targets.NumberOfElements == 0)
            return;
        using TensorScratch<TNumber> scratch = Scratch(tensors);
        var call = new GpuCall<T, TTarget, TNumber>
        {
            Launcher = device,
            Scratch = scratch,
            Rows = tensors.Targets.NumberOfElements,
            Classes = (int)tensors.Classes,
            IgnoreIndex = tensors.IgnoreIndex,
            Logits = View<T>(tensors.Rows),
            Targets = View<TTarget>(tensors.Targets),
            Weights = View<TNumber>(tensors.Weight),
            Vectors = View<TNumber>(tensors.Vectors),
            Inputs = Inputs(tensors),
            Metrics = View<TNumber>(tensors.Metrics),
            Flag = device.Flag.View,
            Losses = View<TNumber>(tensors.Losses),
            Gradient = View<T>(tensors.Gradient),
            Scale = View<TNumber>(tensors.Scale),
            Upstream = View<TNumber>(tensors.Upstream),
            Saved = View<TNumber>(tensors.Saved),
        };
        call.Run(loss, result);
    }

    /// <inheritdoc/>
    public override void Multiply(IGpuDevice device, Tensor gradient, Tensor factor) =>
        GradientScaling.Run(device, View<T>(gradient), View<T>(factor));

    private static InputViews<TNumber> Inputs(GpuTensors tensors)
    {
        InputViews<TNumber> views = default;
        for (int i = 0; i < tensors.RowInputs.Length; i++)
            views.SetRow(i, View<TNumber>(tensors.RowInputs[i]));
        for (int i = 0; i < tensors.InputGradients.Length; i++)
            views.SetGradient(i, View<TNumber>(tensors.InputGradients[i]));
        for (int i = 0; i < tensors.ClassInputs.Length; i++)
        {
            Tensor input = tensors.ClassInputs[i];
            long bytes = input.NumberOfElements * input.ElementSize;
            views.SetClass(i, DeviceMemory.View<byte>(LibTorchSharp.Data(input), bytes), input.dtype == ScalarType.Float32);
        }
        return views;
    }

    private TensorScratch<TNumber> Scratch(GpuTensors tensors) => new(NumberType, tensors.Targets.device);

    private static BatchReduction<TNumber, TMath, TTargets, TTarget> Reduction(IGpuDevice device, TensorScratch<TNumber> scratch) =>
        new(device, scratch);

    private static ArrayView<TElement> View<TElement>(Tensor? tensor)
        where TElement : unmanaged =>
        tensor is null ? default : DeviceMemory.View<TElement>(LibTorchSharp.Data(tensor), tensor.NumberOfElements);
}
