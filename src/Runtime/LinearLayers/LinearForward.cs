using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.LinearLayers;

/// <summary>The loss of the logits that a linear layer would give, which are never all there.</summary>
internal static class LinearForward
{
    /// <summary>The loss.</summary>
    /// <inheritdoc cref="Run"/>
    public static Tensor Value(
        LossCore core, Tensor input, Tensor weight, Tensor targets, Tensor? bias, long? chunkRows, params Tensor[] inputs) =>
        WithLearned(core, false, input, weight, targets, bias, chunkRows, inputs).Loss;

    /// <summary>The loss, and the metrics of the rows, the last of which is the number of rows that are not ignored.</summary>
    /// <inheritdoc cref="Run"/>
    public static (Tensor Loss, Tensor[] Metrics) WithMetrics(
        LossCore core, Tensor input, Tensor weight, Tensor targets, Tensor? bias, long? chunkRows, params Tensor[] inputs) =>
        WithLearned(core, true, input, weight, targets, bias, chunkRows, inputs);

    private static (Tensor Loss, Tensor[] Metrics) WithLearned(
        LossCore core, bool withMetrics, Tensor input, Tensor weight, Tensor targets, Tensor? bias, long? chunkRows, Tensor[] inputs)
    {
        Tensor[] learned = core.Learned.OfRows(targets);
        try
        {
            return Run(core, withMetrics, input, weight, targets, bias, chunkRows, learned.Length == 0 ? inputs : [.. inputs, .. learned]);
        }
        finally
        {
            foreach (Tensor number in learned)
                number.Dispose();
        }
    }

    /// <param name="core">The loss.</param>
    /// <param name="withMetrics">Whether the metrics are wanted.</param>
    /// <param name="input">(..., H).</param>
    /// <param name="weight">(V, H).</param>
    /// <param name="targets">(...).</param>
    /// <param name="bias">(V), or null.</param>
    /// <param name="chunkRows">The rows of a chunk, or null for the default.</param>
    /// <param name="inputs">The inputs of the rows, (...) or (..., V), and the learned numbers of each.</param>
    /// <exception cref="ArgumentException">A tensor is not as it must be.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A chunk of no rows.</exception>
    private static (Tensor Loss, Tensor[] Metrics) Run(
        LossCore core, bool withMetrics, Tensor input, Tensor weight, Tensor targets, Tensor? bias, long? chunkRows, Tensor[] inputs)
    {
        if (chunkRows < 1)
        {
            throw new ArgumentOutOfRangeException(
                "chunk_rows", chunkRows, $"chunk_rows is {chunkRows}; expected at least 1, or null for the default.");
        }
        using LinearBatch batch = LinearBatch.Of(core.Inputs, input, weight, targets, bias, inputs);
        if (!core.HasKernels(input))
            return OfLogits(core, batch, withMetrics);
        LossRequest request = core.Request(batch.Classes, BatchLayout.Show(batch.Rows, batch.Classes), withMetrics);
        TargetCheck check = Check(request, batch);
        double denominator = request.Reduction != nn.Reduction.Mean ? 1 : request.Denominator ?? check.Weight;
        LinearWanted? wanted = LinearWanted.Of(input, weight, bias, inputs);
        bool isPerRow = request.Reduction == nn.Reduction.None;

        using DisposeScope scope = NewDisposeScope();
        var chunks = new LinearChunks(core, request, denominator, chunkRows);
        Tensor? counted = check.Counted < batch.Rows ? Counted(request, batch) : null;
        // Of rows with an upstream gradient of their own, backward computes the gradients.
        LinearGradients found = chunks.Run(batch, counted, isPerRow ? null : wanted, null);
        LinearBackward? backward = null;
        try
        {
            Tensor loss = isPerRow ? Spread(found.Losses, counted, batch) : Reduced(found.Losses, denominator);
            Tensor[] metrics = [.. found.Metrics.Select(metric => Spread(metric, counted, batch).MoveToOuterDisposeScope())];
            if (withMetrics)
                metrics = [.. metrics, tensor(found.Losses.size(0), device: CPU).to(input.device).MoveToOuterDisposeScope()];
            loss = loss.to_type(input.dtype);
            if (wanted is null)
            {
                found.Dispose();
                return (loss.MoveToOuterDisposeScope(), metrics);
            }
            if (isPerRow)
                found.Dispose();
            backward = new LinearBackward(
                core, request, chunkRows, wanted, denominator, counted?.DetachFromDisposeScope(), bias is not null,
                isPerRow ? null : found);
            Tensor[] biases = bias is null ? [] : [bias];
            Tensor attached = AutogradNode.Attach(
                [Connected(input), Connected(weight), .. biases, .. inputs], loss, backward,
                [input, weight, targets, .. biases, .. inputs]);
            return (attached.MoveToOuterDisposeScope(), metrics);
        }
        catch
        {
            backward?.Dispose();
            found.Dispose();
            throw;
        }
    }

    /// <summary>On a device without kernels.</summary>
    private static (Tensor Loss, Tensor[] Metrics) OfLogits(LossCore core, LinearBatch batch, bool withMetrics)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = nn.functional.linear(batch.Input, batch.Weight, batch.Bias);
        Tensor[] given = batch.Inputs[..^core.Learned.Count];
        (Tensor loss, Tensor[] metrics) = withMetrics
            ? core.ForwardWithMetrics(logits, batch.Targets, given)
            : (core.Forward(logits, batch.Targets, given), []);
        return (Shaped(loss), [.. metrics.Select(Shaped)]);

        Tensor Shaped(Tensor tensor) =>
            (tensor.Dimensions == 0 ? tensor : tensor.reshape(batch.TargetShape)).MoveToOuterDisposeScope();
    }

    /// <summary>Looks at every target.</summary>
    private static TargetCheck Check(in LossRequest request, LinearBatch batch)
    {
        BatchLayout layout = batch.Layout();
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = LinearBatch.LogitsOf(batch.Input, batch.Classes);
        double[]? weights = request.Weight is null ? null : ClassWeights.Read(request.Weight, logits, layout);
        return TargetCheck.Of(layout, batch.Targets, request.IgnoreIndex, weights, layout.Classes);
    }

    /// <summary>The rows that are not ignored, int64.</summary>
    private static Tensor Counted(in LossRequest request, LinearBatch batch)
    {
        using Tensor ignored = tensor(request.IgnoreIndex, device: CPU), counts = batch.Targets.ne(ignored);
        return counts.nonzero().reshape(-1);
    }

    private static Tensor Reduced(Tensor losses, double denominator)
    {
        if (denominator == 0)
            return zeros([], losses.dtype, losses.device);
        Tensor sum = losses.sum();
        return denominator == 1 ? sum : sum.div(tensor(denominator, losses.dtype, losses.device));
    }

    /// <summary>In the shape of the targets, 0 for rows that do not count.</summary>
    private static Tensor Spread(Tensor ofCounted, Tensor? counted, LinearBatch batch) =>
        batch.Spread(ofCounted, counted).reshape(batch.TargetShape).alias();

    // Were a gradient to reach a leaf directly, libtorch would copy it, because a managed tensor holds it too.
    private static Tensor Connected(Tensor tensor) => tensor.is_leaf && tensor.requires_grad ? tensor.transpose(0, 0) : tensor;
}
