using static TorchSharp.torch;

namespace SparseLsr.Gen.LinearLayers;

/// <summary>Which gradients of a linear layer and loss are wanted.</summary>
/// <param name="Input">By the input of the layer.</param>
/// <param name="Weight">By its weight.</param>
/// <param name="Bias">By its bias.</param>
/// <param name="Inputs">By which of the inputs of the rows.</param>
internal sealed record LinearWanted(bool Input, bool Weight, bool Bias, bool[] Inputs)
{
    /// <summary>What the tensors of a call ask for; null for nothing.</summary>
    public static LinearWanted? Of(Tensor input, Tensor weight, Tensor? bias, Tensor[] inputs)
    {
        if (!is_grad_enabled())
            return null;
        var wanted = new LinearWanted(
            input.requires_grad, weight.requires_grad, bias?.requires_grad ?? false, [.. inputs.Select(input => input.requires_grad)]);
        return wanted.OfLogits || wanted.AnyInput ? wanted : null;
    }

    /// <summary>Whether the gradient of the logits is needed.</summary>
    public bool OfLogits => Input || Weight || Bias;

    /// <summary>Whether any is by an input of the rows.</summary>
    public bool AnyInput => Inputs.Contains(true);
}

/// <summary>What all chunks of a batch come to: of the rows that are not ignored, for an upstream gradient of 1.</summary>
/// <param name="IsDivided">
/// Whether the gradients by the layer's tensors are divided as the loss is; derivatives by row inputs never are.
/// </param>
/// <param name="Losses">The losses of the rows, shape (n), in the type of a row's scalars.</param>
/// <param name="Metrics">Their metrics, each of shape (n).</param>
/// <param name="Input">The gradient by the rows' input, (n, H), where it is wanted.</param>
/// <param name="Weight">That by the weight, (V, H).</param>
/// <param name="Bias">That by the bias, (V).</param>
/// <param name="Inputs">The derivatives of the losses by each row input, (n).</param>
internal sealed record LinearGradients(
    bool IsDivided, Tensor Losses, Tensor[] Metrics, Tensor? Input, Tensor? Weight, Tensor? Bias, Tensor[] Inputs) : IDisposable
{
    /// <summary>All of them, in no dispose scope.</summary>
    public LinearGradients Detached()
    {
        foreach (Tensor tensor in All)
            tensor.DetachFromDisposeScope();
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in All)
            tensor.Dispose();
    }

    private IEnumerable<Tensor> All =>
        new[] { Losses, Input, Weight, Bias }.OfType<Tensor>().Concat(Metrics).Concat(Inputs);
}
