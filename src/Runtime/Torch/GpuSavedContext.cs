using SparseLsr.Gen.Gpu;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>A forward and its backward on a GPU.</summary>
/// <param name="call">What the forward is asked with.</param>
internal sealed class GpuSavedContext(GpuForwardContext call) : SavedContext(call)
{
    // One of the two: the gradient for an upstream gradient of 1, which the first backward hands over, or what is saved of every row.
    private Tensor? _gradient;
    private Tensor? _saved;

    /// <inheritdoc/>
    public override bool HasOverwrittenLogits => call.OverwritesLogits && _gradient is not null;

    /// <inheritdoc/>
    public override Tensor Forward(BatchLayout layout, Tensor logits, Tensor targets)
    {
        using var noGrad = no_grad();
        using var rows = new GpuRows(layout, logits, targets);
        if (!call.KeepsGradient(layout))
        {
            _saved = call.NewSaved(layout, rows);
            return call.Evaluate(layout, rows, RowResult.Saved, saved: _saved);
        }
        using Tensor gradient = NewGradient(rows);
        Tensor result = call.Evaluate(layout, rows, RowResult.Gradient, gradient);
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
    protected override Tensor Gradient(Tensor upstream, AutogradNode node)
    {
        if (Interlocked.Exchange(ref _gradient, null) is { } kept)
        {
            call.Multiply(kept, upstream);
            return kept;
        }
        using Tensor logits = node.Unpack(0), targets = node.Unpack(1);
        BatchLayout layout = BatchLayout.Of(logits, targets);
        using var rows = new GpuRows(layout, logits, targets);
        using Tensor gradient = NewGradient(rows);
        if (_saved is not null)
        {
            call.Backward(rows, _saved, upstream, gradient);
        }
        else
        {
            using Tensor _ = call.Evaluate(layout, rows, RowResult.Gradient, gradient);
            call.Multiply(gradient, upstream);
        }
        if (call.OverwritesLogits)
            InPlaceGradient.BumpVersion(logits);
        return rows.Arranged(gradient);
    }

    // Rows that had to be copied are not where the logits are: these stay as they are.
    private Tensor NewGradient(GpuRows rows) => call.OverwritesLogits && !rows.IsCopy ? rows.Logits.alias() : rows.Logits.empty_like();
}
