using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen;

/// <summary>
/// A linear layer and the loss of its logits in one module: it trains without the logits ever being in memory, and predicts with
/// <see cref="linear"/>.
/// </summary>
/// <remarks>For a loss whose rows have inputs, call its own <c>forward_linear</c> with the layer's tensors.</remarks>
public sealed class LinearLoss : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>Takes the layer and the loss, which are this module's own from here on.</summary>
    /// <param name="linear">The layer: (…, H) to (…, V).</param>
    /// <param name="criterion">The loss of its logits.</param>
    /// <param name="chunk_rows">How many rows of logits there are at one time; null for as many as 36 MiB hold, on a GPU 1 GiB.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunk_rows"/> is less than 1.</exception>
    public LinearLoss(Linear linear, SparseTargetLoss criterion, long? chunk_rows = null)
        : base(nameof(LinearLoss))
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(criterion);
        if (chunk_rows < 1)
            throw new ArgumentOutOfRangeException(nameof(chunk_rows), chunk_rows, $"chunk_rows is {chunk_rows}; expected at least 1.");
        this.linear = linear;
        this.criterion = criterion;
        this.chunk_rows = chunk_rows;
        register_module(nameof(linear), linear);
        register_module(nameof(criterion), criterion);
    }

    /// <summary>The layer.</summary>
    public Linear linear { get; }

    /// <summary>The loss.</summary>
    public SparseTargetLoss criterion { get; }

    /// <summary>How many rows of logits there are at one time; null for the default.</summary>
    public long? chunk_rows { get; }

    /// <summary>The loss of the layer's logits.</summary>
    /// <param name="hidden">What the layer is given, (N, H) or (N, T, H).</param>
    /// <param name="targets">The class of each row, the shape of <paramref name="hidden"/> without H.</param>
    /// <returns>As <see cref="SparseTargetLoss.forward_linear"/>.</returns>
    public override Tensor forward(Tensor hidden, Tensor targets) =>
        criterion.forward_linear(hidden, linear.weight, targets, linear.bias, chunk_rows);
}
