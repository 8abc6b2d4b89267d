using System.ComponentModel;
using SparseLsr.Gen.Torch;
using static TorchSharp.torch;

namespace SparseLsr.Gen;

/// <summary>
/// What the generator writes for a loss: a value that holds the loss's parameters and whatever follows from them and the class
/// count alone, and knows how to put one row through. The seam between generated code and runtime.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISparseTargetKernel
{
    /// <summary>Whether the loss is undefined for a single class: it uses the log-odds or log(1 − p).</summary>
    static abstract bool RequiresTwoClasses { get; }

    /// <summary>The loss of one row and, where <see cref="IRowSweep{TNumber}.WantsGradient"/>, its gradient.</summary>
    double Row<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<double>, allows ref struct;

    /// <summary>The same in float32, as device code: a GPU's compiler translates it.</summary>
    float RowSingle<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<float>, allows ref struct;

    /// <summary>The same losses composed of torch operations, differentiable by libtorch, shape (N).</summary>
    Tensor Compose(TorchRow row);

    /// <summary>The same gradients composed of torch operations, differentiable once more, shape (N, C).</summary>
    Tensor ComposeGradient(TorchRow row);
}
