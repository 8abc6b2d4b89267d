using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// A gradient that cannot be differentiated again: a backward through it fails, where a constant would be a wrong result.
/// </summary>
/// <remarks>
/// The gradient itself is right, also where its graph was asked for: <c>autograd.grad</c> with <c>create_graph</c> would end the process
/// if the first backward failed.
/// </remarks>
internal sealed class FirstDerivative : IBackward
{
    /// <summary>Makes a gradient depend on what it was computed from.</summary>
    /// <returns>It in no dispose scope, in place of the one passed in.</returns>
    public static Tensor? Attach(Tensor? gradient, ReadOnlySpan<Tensor> from)
    {
        if (gradient is null)
            return null;
        using (gradient)
            return AutogradNode.Attach(from, gradient, new FirstDerivative(), []).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Run(Tensor upstream, AutogradNode node, Span<Tensor?> gradients) => throw new NotSupportedException(
        "The gradient of a loss whose classes are on several ranks cannot be differentiated again: that would be composed of torch "
        + "operations on all logits, of which each rank has its own alone.");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
