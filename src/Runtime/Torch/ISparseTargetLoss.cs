using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen;

/// <summary>What all losses have in common, however many inputs their rows have.</summary>
public interface ISparseTargetLoss : IDisposable
{
    /// <inheritdoc cref="SparseTargetLoss.weight"/>
    Tensor? weight { get; }

    /// <inheritdoc cref="SparseTargetLoss.ignore_index"/>
    long ignore_index { get; }

    /// <summary>How the losses of the rows are put together.</summary>
    nn.Reduction reduction { get; }

    /// <inheritdoc cref="SparseTargetLoss.inplace_gradient"/>
    bool inplace_gradient { get; }

    /// <inheritdoc cref="SparseTargetLoss.denominator"/>
    double? denominator { get; set; }

    /// <inheritdoc cref="SparseTargetLoss.GetName"/>
    string GetName();
}
