using SparseLsr.Gen.Gpu;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>The tensors of a run over a batch on a GPU, all contiguous; one that the run does not need is null.</summary>
internal sealed class GpuTensors
{
    /// <summary>The logits, classes last: (..., C).</summary>
    public Tensor? Rows { get; init; }

    /// <summary>(...), int64 or int32.</summary>
    public required Tensor Targets { get; init; }

    public required long Classes { get; init; }

    public required long IgnoreIndex { get; init; }

    /// <summary>The weight of each class, in the type of a row's scalars.</summary>
    public required Tensor? Weight { get; init; }

    /// <summary>The class vectors of the loss, shape (vectors, C), in the type of a row's scalars; null for none.</summary>
    public Tensor? Vectors { get; init; }

    /// <summary>The numbers that come with the rows, in that type too, (...).</summary>
    public Tensor[] RowInputs { get; init; } = [];

    /// <summary>The class inputs, as the rows; of the logits' dtype or of float32.</summary>
    public Tensor[] ClassInputs { get; init; } = [];

    /// <summary>Receive the derivatives of the row losses by the row inputs, in the type of a row's scalars; empty for none.</summary>
    public Tensor[] InputGradients { get; init; } = [];

    /// <summary>Receives the metrics, (metrics, rows), in the type of a row's scalars; null for none.</summary>
    public Tensor? Metrics { get; init; }

    /// <summary>1 over what a mean divides by, in the type of a row's scalars.</summary>
    public required Tensor? Scale { get; init; }

    /// <summary>Receives the loss of each row, in the type of a row's scalars.</summary>
    public Tensor? Losses { get; init; }

    /// <summary>Receives the gradient, as the rows.</summary>
    public Tensor? Gradient { get; init; }

    /// <summary><see cref="SavedLength.PerRow"/> numbers a row, of the scalars' type.</summary>
    public Tensor? Saved { get; init; }

    /// <summary>For backward: one number of that type, or one a row.</summary>
    public Tensor? Upstream { get; init; }
}
