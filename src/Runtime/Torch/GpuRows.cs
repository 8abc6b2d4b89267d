using SparseLsr.Gen.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>A batch as the GPU's kernels read it: one row after the other. What lies otherwise in memory is copied.</summary>
internal sealed unsafe class GpuRows : IDisposable
{
    private readonly bool _isSpatial;

    /// <param name="batch">The batch.</param>
    /// <param name="inputs">What its inputs are.</param>
    public GpuRows(TensorBatch batch, LossInputs inputs)
    {
        _isSpatial = batch.Logits.Dimensions > 2;
        Logits = Arrange(batch.Logits);
        IsCopy = LibTorchSharp.Data(Logits) != LibTorchSharp.Data(batch.Logits);
        Targets = Indices(batch.Layout, batch.Targets);
        bool isDouble = batch.Layout.ElementType == ElementType.Float64;
        RowInputs = [.. inputs.OfRows(batch.Inputs).Select(input => Numbers(input, isDouble ? ScalarType.Float64 : ScalarType.Float32))];
        // Rows of float64 read numbers of float64 alone.
        ClassInputs = [.. inputs.OfClasses(batch.Inputs).Select(input => isDouble ? Arrange(input, ScalarType.Float64) : Arrange(input))];
    }

    /// <summary>(..., C).</summary>
    public Tensor Logits { get; }

    /// <summary>Whether they are a copy of what was given.</summary>
    public bool IsCopy { get; }

    /// <summary>(...), int64 or int32.</summary>
    public Tensor Targets { get; }

    /// <summary>The numbers that come with the rows, (...), in the type of a row's scalars.</summary>
    public Tensor[] RowInputs { get; }

    /// <summary>The class inputs, (..., C).</summary>
    public Tensor[] ClassInputs { get; }

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
        foreach (Tensor input in RowInputs.Concat(ClassInputs))
            input.Dispose();
    }

    private Tensor Arrange(Tensor likeLogits, ScalarType? type = null)
    {
        using Tensor detached = likeLogits.detach(), typed = detached.to_type(type ?? detached.dtype);
        using Tensor classesLast = _isSpatial ? typed.movedim([1], [-1]) : typed.alias();
        return classesLast.contiguous();
    }

    private static Tensor Numbers(Tensor input, ScalarType type)
    {
        using Tensor detached = input.detach(), typed = detached.to_type(type);
        return typed.contiguous();
    }
}
