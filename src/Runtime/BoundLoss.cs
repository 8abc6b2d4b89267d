using System.ComponentModel;
using SparseLsr.Gen.Cpu;
using SparseLsr.Gen.Gpu;
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

    /// <summary>Starts the GPU kernels for a batch.</summary>
    internal abstract void Run(IRowRun run, RowResult result);

    internal abstract Tensor Compose(TorchRow row);

    internal abstract Tensor ComposeGradient(TorchRow row);
}

/// <inheritdoc/>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoundLoss<TKernel> : BoundLoss
    where TKernel : unmanaged, ISparseTargetKernel
{
    private readonly TKernel _kernel;

    /// <summary>Binds a kernel that already holds its parameters.</summary>
    public BoundLoss(TKernel kernel) => _kernel = kernel;

    internal override bool RequiresTwoClasses => TKernel.RequiresTwoClasses;

    internal override void Run(CpuBatch batch) => CpuRows.Run(_kernel, batch);

    internal override void Run(IRowRun run, RowResult result) => run.Run(_kernel, result);

    internal override Tensor Compose(TorchRow row) => _kernel.Compose(row);

    internal override Tensor ComposeGradient(TorchRow row) => _kernel.ComposeGradient(row);
}
