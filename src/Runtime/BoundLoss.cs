using System.ComponentModel;
using SparseLsr.Gen.Cpu;
using SparseLsr.Gen.Torch;
using static TorchSharp.torch;

namespace SparseLsr.Gen;

/// <summary>
/// A loss with the parameters and class count of one call, whichever loss it is. It outlives that call: a backward
/// uses the parameters that its forward had, whatever has been set since.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BoundLoss
{
    private protected BoundLoss()
    {
    }

    internal abstract bool RequiresTwoClasses { get; }

    /// <summary>Runs the fused CPU kernel over every row of the batch.</summary>
    internal abstract void Run(CpuBatch batch);

    internal abstract Tensor Compose(TorchRow row);

    internal abstract Tensor ComposeGradient(TorchRow row);
}

/// <inheritdoc/>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoundLoss<TKernel> : BoundLoss
    where TKernel : struct, ISparseTargetKernel
{
    private readonly TKernel _kernel;

    /// <summary>Binds a kernel that already holds its parameters.</summary>
    public BoundLoss(TKernel kernel) => _kernel = kernel;

    internal override bool RequiresTwoClasses => TKernel.RequiresTwoClasses;

    internal override void Run(CpuBatch batch) => CpuRows.Run(_kernel, batch);

    internal override Tensor Compose(TorchRow row) => _kernel.Compose(row);

    internal override Tensor ComposeGradient(TorchRow row) => _kernel.ComposeGradient(row);
}
