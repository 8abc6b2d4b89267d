using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>What a backward is to return gradients by.</summary>
/// <param name="Logits">Whether by the logits.</param>
/// <param name="Inputs">By which of the inputs of the rows.</param>
internal sealed record WantedGradients(bool Logits, bool[] Inputs)
{
    private static readonly WantedGradients s_ofLogits = new(true, []);

    /// <summary>Those that the tensors of a call ask for; null for none.</summary>
    public static WantedGradients? Of(Tensor logits, Tensor[] inputs)
    {
        if (!is_grad_enabled())
            return null;
        if (inputs.Length == 0)
            return logits.requires_grad ? s_ofLogits : null;
        bool[] wanted = [.. inputs.Select(input => input.requires_grad)];
        return logits.requires_grad || wanted.Contains(true) ? new WantedGradients(logits.requires_grad, wanted) : null;
    }

    /// <summary>Whether any is by an input.</summary>
    public bool AnyInput => Inputs.Contains(true);
}
