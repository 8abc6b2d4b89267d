using SparseLsr.Gen.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>A batch as the GPU's kernels read it: one row after the other. What lies otherwise in memory is copied.</summary>
internal sealed unsafe class GpuRows : IDisposable
{
    private readonly bool _isSpatial;

    public GpuRows(BatchLayout layout, Tensor logits, Tensor targets)
    {
        _isSpatial = logits.Dimensions > 2;
        using Tensor detached = logits.detach();
        using Tensor classesLast = _isSpatial ? detached.movedim([1], [-1]) : detached.alias();
        Logits = classesLast.contiguous();
        IsCopy = LibTorchSharp.Data(Logits) != LibTorchSharp.Data(logits);
        Targets = Indices(layout, targets);
    }

    /// <summary>(..., C).</summary>
    public Tensor Logits { get; }

    /// <summary>Whether they are a copy of what was given.</summary>
    public bool IsCopy { get; }

    /// <summary>(...), int64 or int32.</summary>
    public Tensor Targets { get; }

    /// <summary>The targets alone.</summary>
    public static Tensor Indices(BatchLayout layout, Tensor targets)
    {
        using Tensor indices = layout.TargetType == TargetType.UInt8 ? targets.to_type(ScalarType.Int32) : targets.alias();
        return indices.contiguous();
    }

    /// <summary>What lies in memory as the rows do, with the dimensions of the logits; in no dispose scope.</summary>
    public Tensor Arranged(Tensor likeRows) =>
        (_isSpatial ? likeRows.movedim([-1], [1]) : likeRows.alias()).DetachFromDisposeScope();

    /// <inheritdoc/>
    public void Dispose()
    {
        Logits.Dispose();
        Targets.Dispose();
    }
}
