using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.LinearLayers;

/// <summary>The backward of a linear layer and loss.</summary>
/// <param name="core">The loss.</param>
/// <param name="request">What forward was asked for.</param>
/// <param name="chunkRows">The rows of a chunk, or null for the default.</param>
/// <param name="wanted">Which gradients are wanted.</param>
/// <param name="denominator">What the sum of the losses was divided by; 0 where no row counts.</param>
/// <param name="counted">The rows that are not ignored, or null for all; disposed with this.</param>
/// <param name="hasBias">Whether the layer has a bias.</param>
/// <param name="kept">
/// The gradients for an upstream gradient of 1, where there is one upstream gradient for all rows. The first backward hands them over; any
/// further one computes them again.
/// </param>
internal sealed class LinearBackward(
    LossCore core, LossRequest request, long? chunkRows, LinearWanted wanted, double denominator, Tensor? counted, bool hasBias,
    LinearGradients? kept)
    : IBackward
{
    private LinearGradients? _kept = kept;

    /// <inheritdoc/>
    public void Run(Tensor upstream, AutogradNode node, Span<Tensor?> gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        // input, weight, targets, the bias if there is one, and the inputs of the rows.
        int first = hasBias ? 4 : 3;
        Tensor input = node.Unpack(0), weight = node.Unpack(1), targets = node.Unpack(2);
        Tensor? bias = hasBias ? node.Unpack(3) : null;
        Tensor[] inputs = [.. Enumerable.Range(first, wanted.Inputs.Length).Select(node.Unpack)];
        using Tensor? values = TensorMemory.ResolveUpstream(ref upstream);
        using LinearBatch batch = LinearBatch.Of(core.Inputs, input, weight, targets, bias, inputs);
        if (is_grad_enabled())
        {
            Compose(batch, input, inputs, upstream, gradients);
            return;
        }

        bool isPerRow = request.Reduction == nn.Reduction.None;
        Tensor? ofRows = isPerRow ? Selected(upstream.reshape(-1)) : null;
        using LinearGradients found = Interlocked.Exchange(ref _kept, null)
            ?? new LinearChunks(core, request, denominator, chunkRows).Run(batch, counted, wanted, ofRows);
        Tensor? factor = isPerRow ? null : Factor(upstream, batch.SumType), ofLayer = found.IsDivided ? upstream.reshape([]) : factor;
        if (found.Input is not null)
            gradients[0] = Final(batch.Spread(Scaled(found.Input, ofLayer), counted), input);
        if (found.Weight is not null)
            gradients[1] = Final(Scaled(found.Weight, ofLayer), weight);
        if (found.Bias is not null)
            gradients[2] = Final(Scaled(found.Bias, ofLayer), bias!);
        int place = 0;
        foreach ((int index, bool isWanted) in core.Inputs.OfRows(wanted.Inputs.Index()))
        {
            if (isWanted)
            {
                Tensor gradient = found.Inputs[place].mul((ofRows ?? factor)!.to_type(found.Inputs[place].dtype));
                gradients[first - 1 + index] = Final(batch.Spread(gradient, counted), inputs[index]);
            }
            place++;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Interlocked.Exchange(ref _kept, null)?.Dispose();
        counted?.Dispose();
    }

    /// <summary>Of torch operations, differentiable by everything.</summary>
    private void Compose(LinearBatch batch, Tensor input, Tensor[] inputs, Tensor upstream, Span<Tensor?> gradients)
    {
        Tensor logits = nn.functional.linear(batch.Input, batch.Weight, batch.Bias);
        var flat = new TensorBatch(BatchLayout.Of(logits, batch.Targets), logits, batch.Targets, batch.Inputs);
        using ForwardContext call = core.Prepare(request with { Denominator = denominator == 0 ? null : request.Denominator }, flat);
        var ofLogits = new Tensor?[1 + inputs.Length];
        ComposedLoss.Gradients(call, flat, upstream, new WantedGradients(wanted.OfLogits, wanted.Inputs), ofLogits);
        if (ofLogits[0] is { } gradient)
        {
            using (gradient)
            {
                if (wanted.Input)
                    gradients[0] = gradient.mm(batch.Weight).reshape(input.shape).DetachFromDisposeScope();
                if (wanted.Weight)
                    gradients[1] = gradient.t().mm(batch.Input).DetachFromDisposeScope();
                if (wanted.Bias)
                    gradients[2] = gradient.sum([0L]).DetachFromDisposeScope();
            }
        }
        for (int i = 0; i < inputs.Length; i++)
        {
            using Tensor? ofInput = ofLogits[1 + i];
            gradients[(hasBias ? 3 : 2) + i] = ofInput?.reshape(inputs[i].shape).DetachFromDisposeScope();
        }
    }

    private Tensor Factor(Tensor upstream, ScalarType type)
    {
        Tensor factor = upstream.to_type(type).reshape([]);
        if (denominator == 0)
            return zeros_like(factor);
        return denominator == 1 ? factor : factor.div(tensor(denominator, type, factor.device));
    }

    private static Tensor Scaled(Tensor gradient, Tensor? factor)
    {
        // A GPU would have to be waited for.
        bool isOne = factor is null || (factor.device_type == DeviceType.CPU && factor.to_type(ScalarType.Float64).item<double>() == 1);
        return isOne ? gradient : gradient.mul_(factor!.to_type(gradient.dtype));
    }

    private Tensor Selected(Tensor rows) => counted is null ? rows : rows.index_select(0, counted);

    private static Tensor Final(Tensor gradient, Tensor like) =>
        gradient.reshape(like.shape).to_type(like.dtype).alias().DetachFromDisposeScope();
}
