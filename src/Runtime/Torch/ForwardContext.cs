using SparseLsr.Gen.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// One forward of a loss: everything that it was asked with in addition to the tensors. A backward uses the same, whatever has been
/// set since, and disposes it.
/// </summary>
/// <param name="loss">The loss with its parameters.</param>
/// <param name="ignoreIndex">The target whose rows are left out.</param>
/// <param name="reduction">How the row losses are put together.</param>
/// <param name="overwritesLogits">Whether the gradient takes the logits' place in memory.</param>
internal abstract class ForwardContext(BoundLoss loss, long ignoreIndex, nn.Reduction reduction, bool overwritesLogits) : IDisposable
{
    public BoundLoss Loss => loss;

    public long IgnoreIndex => ignoreIndex;

    public nn.Reduction Reduction => reduction;

    public bool OverwritesLogits => overwritesLogits;

    /// <summary>
    /// Whether forward computes the gradient for backward: not where each row has an upstream gradient of its own, nor for
    /// float16, in which 1/N would be lost before a loss scale could save it.
    /// </summary>
    public bool KeepsGradient(BatchLayout layout) => Reduction != nn.Reduction.None && layout.ElementType != Cpu.ElementType.Float16;

    /// <summary>The loss alone, in a new tensor.</summary>
    public abstract Tensor Evaluate(BatchLayout layout, Tensor logits, Tensor targets);

    /// <summary>A forward that remembers what its backward needs.</summary>
    public abstract SavedContext Begin(BatchLayout layout, Tensor logits);

    /// <summary>For losses composed of torch operations: the weight of each class, shape (C), or null for ones.</summary>
    public abstract Tensor? Weights(ScalarType dtype, Device device);

    /// <summary>For composed losses: the class vectors, each of shape (C).</summary>
    public abstract Tensor[] ClassVectors(ScalarType dtype, Device device);

    /// <summary>For composed losses: what a mean makes of a sum over the rows.</summary>
    public abstract Tensor Average(Tensor sum);

    /// <summary>For composed losses: which rows are left out, shape (N), or null for none.</summary>
    /// <param name="classes">The target of each row, int64.</param>
    public abstract Tensor? Ignored(Tensor classes);

    /// <summary>For composed losses: which of the others have a target that is no class, or null where none can.</summary>
    public abstract Tensor? InvalidTargets(Tensor classes, long count);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
