using System.Runtime.InteropServices;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>One forward on the CPU, or on a device without kernels for a composed loss.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="weight">The weight of each class by which rows are multiplied, or null for ones.</param>
/// <param name="vectors">The loss's class vectors.</param>
/// <param name="anyIgnored">Whether some row is left out.</param>
/// <param name="denominator">What a mean divides by, else 1. Where it is 0, so are loss and gradient.</param>
/// <param name="parts">Where other processes hold other classes, what is gathered of them.</param>
internal sealed class CpuForwardContext(
    in LossRequest request, double[]? weight, double[][] vectors, bool anyIgnored, double denominator, RowParts? parts = null)
    : ForwardContext(request)
{
    /// <inheritdoc/>
    public override bool HasAllClasses => parts is null;

    /// <summary>Checks weight and targets, and counts the rows.</summary>
    /// <exception cref="ArgumentException">The weight does not fit the logits, or a target is not a class.</exception>
    public static CpuForwardContext Prepare(in LossRequest request, TensorBatch batch)
    {
        (double[]? weights, double[][] numbers) = OfClasses(request, batch);
        TargetCheck check = TargetCheck.Of(batch.Layout, batch.Targets, request.IgnoreIndex, weights, batch.Layout.Classes);
        return Of(request, batch, weights, numbers, check, null);
    }

    /// <summary>The same where other processes hold other classes: what has to be known of these is gathered.</summary>
    /// <param name="request">What is asked for, the weight and the class vectors being those of the own classes.</param>
    /// <param name="batch">The batch, whose logits are those of the own classes.</param>
    /// <param name="parts">Who holds which classes.</param>
    /// <exception cref="ArgumentException">As for the other one; of a target that is no class, all processes throw it.</exception>
    public static unsafe CpuForwardContext Prepare(in LossRequest request, TensorBatch batch, RowParts parts)
    {
        (double[]? weights, double[][] numbers) = OfClasses(request, batch);
        new CpuForwardContext(request, weights, request.Loss.HasWeight ? [.. numbers, weights!] : numbers, false, 1, parts)
            .Run(batch, null, null, [], [], 1, null);
        TargetCheck check = TargetCheck.Of(batch.Layout, batch.Targets, request.IgnoreIndex, null, parts.RowClasses);
        double sum = 0;
        foreach (ref readonly GatheredRow row in parts.Rows.AsSpan())
            sum += row.Weight;
        return Of(request, batch, weights, numbers, check with { Weight = sum }, parts);
    }

    private static (double[]? Weights, double[][] Vectors) OfClasses(in LossRequest request, TensorBatch batch) => (
        request.Weight is null ? null : ClassWeights.Read(request.Weight, batch.Logits, batch.Layout),
        request.Vectors.Read(batch.Logits, batch.Layout));

    private static CpuForwardContext Of(
        in LossRequest request, TensorBatch batch, double[]? weights, double[][] vectors, TargetCheck check, RowParts? parts)
    {
        if (request.Loss.HasWeight)
            (vectors, weights) = ([.. vectors, weights!], null);
        double denominator = request.Reduction == nn.Reduction.Mean ? request.Denominator ?? check.Weight : 1;
        return new CpuForwardContext(
            request, weights, vectors, check.Counted < batch.Layout.Rows || denominator == 0, denominator, parts);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(TensorBatch batch) => Evaluate(batch, null, []);

    /// <inheritdoc/>
    public override unsafe RowLosses Rows(TensorBatch batch, Tensor? gradient, bool wantsInputs)
    {
        Tensor losses = empty([batch.Layout.Rows], ScalarType.Float64, CPU);
        double[][] inputGradients = wantsInputs
            ? [.. Inputs.OfRows(batch.Inputs).Select(_ => new double[batch.Layout.Rows])]
            : [];
        Run(batch, (double*)LibTorchSharp.Data(losses), gradient, inputGradients, 1 / denominator, null);
        return new RowLosses(losses, [.. inputGradients.Select(numbers => tensor(numbers, device: CPU))]);
    }

    /// <inheritdoc/>
    public override SavedContext Begin(TensorBatch batch, WantedGradients wanted) =>
        new CpuSavedContext(this, batch, wanted, wanted.Logits && KeepsGradient(batch.Layout) ? NewGradient(batch.Logits) : null);

    /// <inheritdoc/>
    protected override ForwardContext Of(in LossRequest request) =>
        new CpuForwardContext(request, weight, vectors, anyIgnored, denominator, parts);

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

    /// <summary>The reduced loss in a new tensor and, where they are given, gradients for an upstream gradient of 1.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="gradient">Receives that of the logits.</param>
    /// <param name="inputGradients">Receive the derivatives of the row losses by the row inputs.</param>
    public unsafe Tensor Evaluate(TensorBatch batch, Tensor? gradient, double[][] inputGradients)
    {
        BatchLayout layout = batch.Layout;
        bool reduced = Reduction != nn.Reduction.None;
        Tensor result = empty(reduced ? [] : layout.TargetShape, batch.Logits.dtype, CPU);
        void* data = LibTorchSharp.Data(result);
        try
        {
            if (!reduced && layout.ElementType == ElementType.Float64)
            {
                Run(batch, (double*)data, null, inputGradients, 1, null);
                return result;
            }

            double* losses = (double*)NativeMemory.Alloc((nuint)layout.Rows, sizeof(double));
            try
            {
                Run(batch, losses, gradient, inputGradients, 1 / denominator, null);
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
    public unsafe void Gradient(TensorBatch batch, Tensor gradient, double upstream, double* rowUpstream) =>
        Run(batch, null, gradient, [], upstream / denominator, rowUpstream);

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
        TensorBatch batch, double* losses, Tensor? gradient, double[][] inputGradients, double scale, double* upstream)
    {
        BatchLayout layout = batch.Layout;
        if (losses == null || Loss.Metrics == 0)
        {
            Run(batch, losses, gradient, inputGradients, [], scale, upstream);
            return;
        }
        double[][] metrics = [.. Enumerable.Range(0, Loss.Metrics).Select(_ => new double[layout.Rows])];
        Run(batch, losses, gradient, inputGradients, metrics, scale, upstream);
        Metrics = [.. metrics.Select(numbers => Metric(numbers, layout))];
    }

    private static Tensor Metric(double[] numbers, BatchLayout layout)
    {
        ScalarType type = layout.ElementType == ElementType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        using Tensor wide = tensor(numbers, layout.TargetShape, device: CPU);
        return wide.to_type(type).DetachFromDisposeScope();
    }

    private unsafe void Run(
        TensorBatch batch, double* losses, Tensor? gradient, double[][] inputGradients, double[][] metrics, double scale, double* upstream)
    {
        BatchLayout layout = batch.Layout;
        Tensor logits = batch.Logits, targets = batch.Targets;
        if (layout.Rows == 0 && parts is not { Rows: null })
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
            Parts = parts,
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
            RowInputs = Inputs.Numbers(batch),
            ClassInputs = Inputs.ClassInputs(batch),
            InputGradients = inputGradients,
            Metrics = metrics,
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
        GC.KeepAlive(batch.Inputs);
    }
}
