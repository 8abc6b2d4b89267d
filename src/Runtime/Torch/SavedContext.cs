using SparseLsr.Gen.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>A forward and its backward.</summary>
/// <param name="call">What the forward is asked with; disposed with this.</param>
/// <param name="batch">The tensors of the forward.</param>
/// <param name="wanted">What gradients are wanted by.</param>
internal abstract class SavedContext(ForwardContext call, TensorBatch batch, WantedGradients wanted) : IBackward
{
    private readonly ScalarType[] _inputTypes = [.. batch.Inputs.Select(input => input.dtype)];
    private readonly long[] _targetShape = batch.Layout.TargetShape;
    private readonly int _inputs = batch.Inputs.Length;

    // Of an upstream gradient of 1, shape (rows); what is upstream is a number, or one a row.
    private Tensor[] _inputGradients = [];

    /// <summary>Whether the gradient is where the logits were.</summary>
    public abstract bool HasOverwrittenLogits { get; }

    /// <summary>The loss in a new tensor, to be called once.</summary>
    public abstract Tensor Forward(TensorBatch batch);

    /// <inheritdoc/>
    public void Run(Tensor upstream, AutogradNode node, Span<Tensor?> gradients)
    {
        using Tensor? values = TensorMemory.ResolveUpstream(ref upstream);
        if (!is_grad_enabled())
        {
            RunKernels(upstream, node, gradients);
            return;
        }
        // The gradient is to be differentiated again, and a kernel's result would be a constant.
        using TensorBatch unpacked = Unpack(node);
        if (call.HasAllClasses && (call.Loss.Directional is null || call.OverwritesLogits))
        {
            ComposedLoss.Gradients(call, unpacked, upstream, wanted, gradients);
            return;
        }
        using (no_grad())
            RunKernels(upstream, node, gradients);
        if (call.HasAllClasses)
        {
            SecondBackward.Attach(call, unpacked, upstream, wanted, gradients);
            return;
        }
        foreach (ref Tensor? gradient in gradients)
            gradient = FirstDerivative.Attach(gradient, [unpacked.Logits, .. unpacked.Inputs, upstream]);
    }

    /// <summary>The same by kernels, as constants.</summary>
    /// <param name="upstream">The gradient of the loss.</param>
    /// <param name="tensors">The tensors of the forward.</param>
    /// <param name="gradients">Receives one for each input, where it is wanted.</param>
    public void RunKernels(Tensor upstream, ISavedTensors tensors, Span<Tensor?> gradients)
    {
        if (wanted.Logits)
            gradients[0] = Gradient(upstream, tensors);
        if (!wanted.AnyInput)
            return;
        int i = 0;
        foreach ((int place, bool isWanted) in call.Inputs.OfRows(wanted.Inputs.Index()))
        {
            if (isWanted)
                gradients[1 + place] = InputGradient(_inputGradients[i], _inputTypes[place], upstream, tensors);
            i++;
        }
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        foreach (Tensor gradient in _inputGradients)
            gradient.Dispose();
        call.Dispose();
    }

    /// <summary>Whether forward is to compute the derivatives by the inputs of the rows.</summary>
    protected bool WantsInputs => wanted.AnyInput;

    /// <summary>Whether gradients by the logits are wanted.</summary>
    protected bool WantsLogits => wanted.Logits;

    /// <summary>Keeps the derivatives by the inputs, of an upstream gradient of 1, each of shape (rows).</summary>
    protected void Keep(Tensor[] inputGradients) => _inputGradients = inputGradients;

    /// <summary>The tensors of the forward, for the caller to dispose.</summary>
    protected TensorBatch Unpack(ISavedTensors tensors) => TensorBatch.Unpack(tensors, _inputs);

    /// <summary>The gradient of the logits, by the kernels.</summary>
    protected abstract Tensor Gradient(Tensor upstream, ISavedTensors tensors);

    private Tensor InputGradient(Tensor ofOne, ScalarType type, Tensor upstream, ISavedTensors tensors)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor factor = upstream.to_type(ofOne.dtype).reshape(-1);
        if (call.Reduction == nn.Reduction.Mean)
            factor = call.Average(factor);
        Tensor gradient = ofOne * factor;
        // An infinite factor must not reach the zeros of ignored rows.
        using Tensor targets = tensors.Unpack(1);
        if (call.Ignored(targets.reshape(-1).to_type(ScalarType.Int64)) is { } ignored)
            gradient = gradient.masked_fill(ignored, Scalars.Zero);
        return gradient.reshape(_targetShape).to_type(type).DetachFromDisposeScope();
    }
}
