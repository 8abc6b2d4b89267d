using SparseLsr.Gen.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// One forward of a loss: everything that it was asked with in addition to the tensors. A backward uses the same, whatever has been
/// set since, and disposes it.
/// </summary>
/// <param name="request">What is asked for.</param>
internal abstract class ForwardContext(in LossRequest request) : IDisposable
{
    private readonly LossRequest _request = request;

    public BoundLoss Loss => _request.Loss;

    /// <summary>The inputs of the rows that the loss declares.</summary>
    public LossInputs Inputs => _request.Inputs;

    public long IgnoreIndex => _request.IgnoreIndex;

    public nn.Reduction Reduction => _request.Reduction;

    public bool OverwritesLogits => _request.OverwritesLogits;

    /// <summary>Whether the logits of all classes are there, so that the loss can be composed of torch operations.</summary>
    public virtual bool HasAllClasses => true;

    /// <summary>
    /// Whether forward computes the gradient for backward: not where each row has an upstream gradient of its own, nor for
    /// float16, in which 1/N would be lost before a loss scale could save it.
    /// </summary>
    public bool KeepsGradient(BatchLayout layout) => Reduction != nn.Reduction.None && layout.ElementType != Cpu.ElementType.Float16;

    /// <summary>
    /// The metrics of the last forward, each of the shape of the targets; none for a loss without metrics. In no dispose scope; they are
    /// the caller's.
    /// </summary>
    public Tensor[] Metrics { get; protected set; } = [];

    /// <summary>The loss alone, in a new tensor.</summary>
    public abstract Tensor Evaluate(TensorBatch batch);

    /// <summary>The losses of the rows and what goes with them, each row for itself, also where the reduction is another.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="gradient">Receives the gradient of the logits, that of a mean divided as the mean; may be the logits.</param>
    /// <param name="wantsInputs">Whether the derivatives by the row inputs are wanted.</param>
    public abstract RowLosses Rows(TensorBatch batch, Tensor? gradient, bool wantsInputs);

    /// <summary>A forward that remembers what its backward needs.</summary>
    public abstract SavedContext Begin(TensorBatch batch, WantedGradients wanted);

    /// <summary>The same, which lives on when this is disposed.</summary>
    public ForwardContext Copy() => Of(_request);

    /// <summary>The same for the derivative of the loss in a direction, which follows the inputs of the batch.</summary>
    public ForwardContext Directional() =>
        Of(_request with { Loss = Loss.Directional!, Inputs = Inputs.WithDirection(), OverwritesLogits = false });

    /// <summary>What another loss is asked with, over the same batch.</summary>
    protected abstract ForwardContext Of(in LossRequest request);

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
