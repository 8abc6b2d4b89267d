using System.Runtime.InteropServices;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>One forward on the CPU, or on a device without kernels for a composed loss.</summary>
/// <param name="loss">The loss with its parameters.</param>
/// <param name="weight">The weight of each class, or null for ones.</param>
/// <param name="vectors">The loss's class vectors.</param>
/// <param name="ignoreIndex">The target whose rows are left out.</param>
/// <param name="anyIgnored">Whether some row is left out.</param>
/// <param name="reduction">How the row losses are put together.</param>
/// <param name="denominator">What a mean divides by, else 1. Where it is 0, so are loss and gradient.</param>
/// <param name="overwritesLogits">Whether the gradient takes the logits' place in memory.</param>
internal sealed class CpuForwardContext(
    BoundLoss loss, double[]? weight, double[][] vectors, long ignoreIndex, bool anyIgnored, nn.Reduction reduction, double denominator,
    bool overwritesLogits)
    : ForwardContext(loss, ignoreIndex, reduction, overwritesLogits)
{
    /// <summary>Checks weight and targets, and counts the rows.</summary>
    /// <exception cref="ArgumentException">The weight does not fit the logits, or a target is not a class.</exception>
    public static CpuForwardContext Prepare(
        BoundLoss loss, Tensor? weight, ClassVectorTensors vectors, long ignoreIndex, nn.Reduction reduction, double? givenDenominator,
        bool overwritesLogits, BatchLayout layout, Tensor logits, Tensor targets)
    {
        double[]? weights = weight is null ? null : ClassWeights.Read(weight, logits, layout);
        double[][] numbers = vectors.Read(logits, layout);
        TargetCheck check = TargetCheck.Of(layout, targets, ignoreIndex, weights);
        if (loss.HasWeight)
            (numbers, weights) = ([.. numbers, weights!], null);
        double denominator = reduction == nn.Reduction.Mean ? givenDenominator ?? check.Weight : 1;
        return new CpuForwardContext(
            loss, weights, numbers, ignoreIndex, check.Counted < layout.Rows || denominator == 0, reduction, denominator, overwritesLogits);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(BatchLayout layout, Tensor logits, Tensor targets) => Evaluate(layout, logits, targets, null);

    /// <inheritdoc/>
    public override SavedContext Begin(BatchLayout layout, Tensor logits) =>
        new CpuSavedContext(this, KeepsGradient(layout) ? NewGradient(logits) : null);

    /// <inheritdoc/>
    public override Tensor? Weights(ScalarType dtype, Device device) =>
        weight is null ? null : tensor(weight, device: CPU).to(dtype).to(device);

    /// <inheritdoc/>
    public override Tensor[] ClassVectors(ScalarType dtype, Device device) =>
        [.. vectors.Select(vector => tensor(vector, device: CPU).to(dtype).to(device))];

    // Where the denominator is 0, every row is left out, and the sum is 0 already.
    /// <inheritdoc/>
    public override Tensor Average(Tensor sum) => denominator == 0 ? sum : sum / tensor(denominator, sum.dtype, CPU);

    /// <inheritdoc/>
    public override Tensor? Ignored(Tensor classes)
    {
        if (!anyIgnored)
            return null;
        return denominator == 0 ? ones_like(classes, dtype: ScalarType.Bool) : classes.eq(tensor(IgnoreIndex, device: CPU));
    }

    // Every target has been looked at.
    /// <inheritdoc/>
    public override Tensor? InvalidTargets(Tensor classes, long count) => null;

    /// <summary>The reduced loss in a new tensor and, if one is given, the gradient for an upstream gradient of 1.</summary>
    public unsafe Tensor Evaluate(BatchLayout layout, Tensor logits, Tensor targets, Tensor? gradient)
    {
        bool reduced = Reduction != nn.Reduction.None;
        Tensor result = empty(reduced ? [] : layout.TargetShape, logits.dtype, CPU);
        void* data = LibTorchSharp.Data(result);
        try
        {
            if (!reduced && layout.ElementType == ElementType.Float64)
            {
                Run(layout, logits, targets, (double*)data, null, 1, null);
                return result;
            }

            double* losses = (double*)NativeMemory.Alloc((nuint)layout.Rows, sizeof(double));
            try
            {
                Run(layout, logits, targets, losses, gradient, 1 / denominator, null);
                if (reduced)
                    Elements.Write(data, layout.ElementType, 0, Reduced(losses, layout.Rows));
                for (long i = 0; i < layout.Rows && !reduced; i++)
                    Elements.Write(data, layout.ElementType, i, losses[i]);
            }
            finally
            {
                NativeMemory.Free(losses);
            }
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The gradient alone, all rows multiplied by <paramref name="upstream"/> and each, unless it is null, by its element of
    /// <paramref name="rowUpstream"/>, which is contiguous.
    /// </summary>
    public unsafe void Gradient(
        BatchLayout layout, Tensor logits, Tensor targets, Tensor gradient, double upstream, double* rowUpstream) =>
        Run(layout, logits, targets, null, gradient, upstream / denominator, rowUpstream);

    /// <summary>
    /// An uninitialised gradient, strided as the logits where these are dense, in no dispose scope; the logits' own memory where
    /// they may be overwritten.
    /// </summary>
    public unsafe Tensor NewGradient(Tensor logits)
    {
        if (OverwritesLogits)
            return logits.detach().DetachFromDisposeScope();
        Tensor gradient = logits.empty_like().DetachFromDisposeScope();
        HugePages.Advise(LibTorchSharp.Data(gradient), gradient.NumberOfElements * gradient.ElementSize);
        return gradient;
    }

    private unsafe double Reduced(double* losses, long rows)
    {
        if (denominator == 0)
            return 0;
        double sum = 0;
        for (long i = 0; i < rows; i++)
            sum += losses[i];
        return sum / denominator;
    }

    private unsafe void Run(
        BatchLayout layout, Tensor logits, Tensor targets, double* losses, Tensor? gradient, double scale, double* upstream)
    {
        if (layout.Rows == 0)
            return;
        if (denominator == 0)
        {
            // No row counts, or the weights of those that do cancel.
            gradient?.zero_();
            return;
        }

        Loss.Run(new CpuBatch
        {
            ElementType = layout.ElementType,
            Classes = layout.Classes,
            Sizes = layout.Sizes,
            Logits = LibTorchSharp.Data(logits),
            LogitStrides = layout.RowStrides(logits),
            LogitClassStride = layout.ClassStride(logits),
            TargetType = layout.TargetType,
            Targets = LibTorchSharp.Data(targets),
            TargetStrides = layout.TargetStrides,
            IgnoreIndex = IgnoreIndex,
            Weight = weight,
            ClassVectors = vectors,
            Losses = losses,
            Gradient = gradient is null ? null : LibTorchSharp.Data(gradient),
            GradientStrides = gradient is null ? [] : layout.RowStrides(gradient),
            GradientClassStride = gradient is null ? 0 : layout.ClassStride(gradient),
            Scale = scale,
            Upstream = upstream,
            Threads = get_num_threads(),
        });
        GC.KeepAlive(logits);
        GC.KeepAlive(targets);
        GC.KeepAlive(gradient);
    }
}
