using SparseLsr.Gen.Gpu;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>A forward and its backward on a GPU.</summary>
/// <param name="call">What the forward is asked with.</param>
/// <param name="batch">The tensors of the forward.</param>
/// <param name="wanted">What gradients are wanted by.</param>
internal sealed class GpuSavedContext(GpuForwardContext call, TensorBatch batch, WantedGradients wanted) : SavedContext(call, batch, wanted)
{
    // One of the two: the gradient for an upstream gradient of 1, which the first backward hands over, or what is saved of every row.
    private Tensor? _gradient;
    private Tensor? _saved;

    /// <inheritdoc/>
    public override bool HasOverwrittenLogits => call.OverwritesLogits && _gradient is not null;

    /// <inheritdoc/>
    public override Tensor Forward(TensorBatch batch)
    {
        using var noGrad = no_grad();
        using var rows = new GpuRows(batch, call.Inputs);
        Tensor[] inputGradients = WantsInputs ? call.NewInputGradients(batch.Layout, rows) : [];
        Keep(inputGradients);
        if (!WantsLogits || !call.KeepsGradient(batch.Layout))
        {
            _saved = call.NewSaved(batch.Layout, rows);
            return call.Evaluate(batch.Layout, rows, RowResult.Saved, saved: _saved, inputGradients: inputGradients);
        }
        using Tensor gradient = NewGradient(rows);
        Tensor result = call.Evaluate(batch.Layout, rows, RowResult.Gradient, gradient, inputGradients: inputGradients);
        _gradient = rows.Arranged(gradient);
        return result;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Interlocked.Exchange(ref _gradient, null)?.Dispose();
        _saved?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Tensor Gradient(Tensor upstream, ISavedTensors tensors)
    {
        if (Interlocked.Exchange(ref _gradient, null) is { } kept)
        {
            call.Multiply(kept, upstream);
            return kept;
        }
        using TensorBatch batch = Unpack(tensors);
        using var rows = new GpuRows(batch, call.Inputs);
        using Tensor gradient = NewGradient(rows);
        if (_saved is not null)
        {
            call.Backward(rows, _saved, upstream, gradient);
        }
        else
        {
            using Tensor _ = call.Evaluate(batch.Layout, rows, RowResult.Gradient, gradient);
            call.Multiply(gradient, upstream);
        }
        if (call.OverwritesLogits)
            InPlaceGradient.BumpVersion(batch.Logits);
        return rows.Arranged(gradient);
    }

    // Rows that had to be copied are not where the logits are: these stay as they are.
    private Tensor NewGradient(GpuRows rows) => call.OverwritesLogits && !rows.IsCopy ? rows.Logits.alias() : rows.Logits.empty_like();
}
