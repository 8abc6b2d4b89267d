using System.ComponentModel;
using static TorchSharp.torch;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>The same loss composed of torch operations, for second derivatives and to compare with. Generated, as <see cref="IRowLoss"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IComposedLoss
{
    /// <summary>The transformed logits of all classes, shape (N, C); null where the loss has no transform.</summary>
    /// <param name="row">The logits before.</param>
    Tensor? ComposeTransform(TorchRow row) => null;

    /// <summary>Their derivatives by the logits, shape (N, C); null where the loss has no transform.</summary>
    /// <param name="row">The logits before.</param>
    Tensor? ComposeTransformSlope(TorchRow row) => null;

    /// <summary>The losses of all rows, shape (N), differentiable by libtorch.</summary>
    Tensor Compose(TorchRow row);

    /// <summary>The metrics of all rows, each of shape (N); none where the loss has none.</summary>
    Tensor[] ComposeMetrics(TorchRow row) => [];

    /// <summary>The gradients of all rows, shape (N, C), differentiable once more.</summary>
    Tensor ComposeGradient(TorchRow row);
}
