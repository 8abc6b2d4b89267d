using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// The backward of a gradient that kernels have computed. With what is upstream of the gradient as the direction v, it is the backward of
/// the loss's derivative in that direction: the same kernels over another loss. Third derivatives are composed of torch operations.
/// </summary>
internal sealed class SecondBackward : IBackward
{
    private readonly ForwardContext _call;
    private readonly WantedGradients _wanted;
    private readonly int? _input;

    private SecondBackward(ForwardContext call, WantedGradients wanted, int? input) => (_call, _wanted, _input) = (call, wanted, input);

    /// <summary>Makes gradients functions of logits, inputs and the upstream gradient in the graph.</summary>
    /// <param name="call">What the forward was asked with.</param>
    /// <param name="batch">Its tensors.</param>
    /// <param name="upstream">The gradient of the loss.</param>
    /// <param name="wanted">What gradients there are.</param>
    /// <param name="gradients">Those by the logits and by each of the inputs; replaced, in no dispose scope.</param>
    public static void Attach(ForwardContext call, TensorBatch batch, Tensor upstream, WantedGradients wanted, Span<Tensor?> gradients)
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } constant)
                continue;
            var backward = new SecondBackward(call.Copy(), wanted, i == 0 ? null : i - 1);
            gradients[i] = AutogradNode.Attach(
                [batch.Logits, .. batch.Inputs, upstream], constant, backward, [batch.Logits, batch.Targets, .. batch.Inputs, upstream])
                .DetachFromDisposeScope();
            constant.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Run(Tensor direction, AutogradNode node, Span<Tensor?> gradients)
    {
        int inputs = _wanted.Inputs.Length;
        using Tensor? values = TensorMemory.ResolveUpstream(ref direction);
        using TensorBatch batch = TensorBatch.Unpack(node, inputs);
        using Tensor upstream = node.Unpack(2 + inputs);
        if (is_grad_enabled())
            RunComposed(batch, upstream, direction, gradients);
        else
            RunKernels(batch, upstream, direction, gradients);
    }

    /// <inheritdoc/>
    public void Dispose() => _call.Dispose();

    private void RunKernels(TensorBatch batch, Tensor upstream, Tensor direction, Span<Tensor?> gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] directions = [.. _call.Inputs.OfRows(batch.Inputs.Index())
            .Select(input => input.Index == _input ? direction : zeros_like(input.Item))];
        Tensor ofLogits = _input is null
            ? direction
            : zeros(1, batch.Logits.dtype, batch.Logits.device).expand(batch.Logits.shape);
        var all = new TensorBatch(batch.Layout, batch.Logits, batch.Targets, [.. batch.Inputs, .. directions, ofLogits]);
        var wanted = new WantedGradients(_wanted.Logits, [.. _wanted.Inputs, .. new bool[directions.Length + 1]]);
        using SavedContext saved = _call.Directional().Begin(all, wanted);
        Tensor value = saved.Forward(all);
        Tensor?[] found = new Tensor?[1 + all.Inputs.Length];
        saved.RunKernels(upstream, all, found);
        found.AsSpan(0, gradients.Length - 1).CopyTo(gradients);
        if (upstream.requires_grad)
            gradients[^1] = value.to_type(upstream.dtype).DetachFromDisposeScope();
    }

    private void RunComposed(TensorBatch batch, Tensor upstream, Tensor direction, Span<Tensor?> gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        // Aliases: what one of them is computed from another must not be differentiated here as well.
        Tensor[] all = [batch.Logits.alias(), .. batch.Inputs.Select(input => input.alias()), upstream.alias()];
        var aliases = new TensorBatch(batch.Layout, all[0], batch.Targets, all[1..^1]);
        var first = new Tensor?[all.Length - 1];
        ComposedLoss.Gradients(_call, aliases, all[^1], _wanted, first);
        Tensor differentiated = first[_input is { } input ? 1 + input : 0]!;
        int[] places = [.. Enumerable.Range(0, all.Length).Where(i => all[i].requires_grad)];
        // A constant has no graph, of which torch would make an exception that ends the process.
        IList<Tensor> found = !differentiated.requires_grad ? [] : autograd.grad(
            [differentiated], [.. places.Select(place => all[place])], [direction],
            retain_graph: true, create_graph: true, allow_unused: true);
        for (int i = 0; i < found.Count; i++)
            gradients[places[i]] = found[i].IsInvalid ? null : found[i].DetachFromDisposeScope();
        foreach (Tensor? gradient in first)
            gradient?.Dispose();
    }
}
