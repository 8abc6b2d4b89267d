using SparseLsr.Gen.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>A forward and its backward on the CPU.</summary>
/// <param name="call">What the forward is asked with.</param>
/// <param name="batch">The tensors of the forward.</param>
/// <param name="wanted">What gradients are wanted by.</param>
/// <param name="gradient">
/// Receives the gradient for an upstream gradient of 1, if forward computes it. The first backward hands it over, after which it
/// may be somebody's <c>grad</c>; any further one computes it again from the logits.
/// </param>
internal sealed class CpuSavedContext(CpuForwardContext call, TensorBatch batch, WantedGradients wanted, Tensor? gradient)
    : SavedContext(call, batch, wanted)
{
    private Tensor? _gradient = gradient;

    /// <inheritdoc/>
    public override bool HasOverwrittenLogits => call.OverwritesLogits && _gradient is not null;

    /// <inheritdoc/>
    public override Tensor Forward(TensorBatch batch)
    {
        if (!WantsInputs)
            return call.Evaluate(batch, _gradient, []);
        double[][] inputGradients = [.. call.Inputs.OfRows(batch.Inputs).Select(_ => new double[batch.Layout.Rows])];
        Tensor result = call.Evaluate(batch, _gradient, inputGradients);
        Keep([.. inputGradients.Select(numbers => tensor(numbers, device: CPU).DetachFromDisposeScope())]);
        return result;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Interlocked.Exchange(ref _gradient, null)?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Tensor Gradient(Tensor upstream, ISavedTensors tensors) =>
        call.Reduction == nn.Reduction.None ? PerRow(upstream, tensors) : Reduced(upstream, tensors);

    private unsafe Tensor Reduced(Tensor upstream, ISavedTensors tensors)
    {
        double scale = Elements.Read(LibTorchSharp.Data(upstream), BatchLayout.TypeOf(upstream), 0);
        if (_gradient is null)
            return Recompute(tensors, scale, null);
        // An infinite factor must not reach the zeros of ignored rows.
        if (!double.IsFinite(scale))
        {
            Interlocked.Exchange(ref _gradient, null)?.Dispose();
            return Recompute(tensors, scale, null);
        }

        Tensor kept = Interlocked.Exchange(ref _gradient, null);
        return scale == 1 ? kept : kept.mul_(upstream);
    }

    private unsafe Tensor PerRow(Tensor upstream, ISavedTensors tensors)
    {
        using Tensor wide = upstream.to(ScalarType.Float64, copy: true);
        using Tensor rows = wide.contiguous();
        return Recompute(tensors, 1, (double*)LibTorchSharp.Data(rows));
    }

    private unsafe Tensor Recompute(ISavedTensors tensors, double upstream, double* rowUpstream)
    {
        using TensorBatch batch = Unpack(tensors);
        Tensor gradient = call.NewGradient(batch.Logits);
        try
        {
            call.Gradient(batch, gradient, upstream, rowUpstream);
            if (call.OverwritesLogits)
                InPlaceGradient.BumpVersion(batch.Logits);
            return gradient;
        }
        catch
        {
            gradient.Dispose();
            throw;
        }
    }
}
