using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>A forward and its backward.</summary>
/// <param name="call">What the forward is asked with; disposed with this.</param>
internal abstract class SavedContext(ForwardContext call) : IBackward
{
    /// <summary>Whether the gradient is where the logits were.</summary>
    public abstract bool HasOverwrittenLogits { get; }

    /// <summary>The loss in a new tensor, to be called once.</summary>
    public abstract Tensor Forward(BatchLayout layout, Tensor logits, Tensor targets);

    /// <inheritdoc/>
    public Tensor Run(Tensor upstream, AutogradNode node)
    {
        using Tensor? values = TensorMemory.ResolveUpstream(ref upstream);
        // So it is exactly where the gradient is to be differentiated again, and a kernel's result would be a constant.
        if (is_grad_enabled())
        {
            using Tensor logits = node.Unpack(0), targets = node.Unpack(1);
            return ComposedLoss.Gradient(call, logits, targets, upstream).DetachFromDisposeScope();
        }
        return Gradient(upstream, node);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => call.Dispose();

    /// <summary>The gradient, by the kernels.</summary>
    protected abstract Tensor Gradient(Tensor upstream, AutogradNode node);
}
