using System.Globalization;
using SparseLsr.Gen.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// How the rows of logits (C), (N, C) or (N, C, d1, ...) and of their targets lie in memory. The class dimension is the last of
/// one or two, else the second; the others are the row dimensions.
/// </summary>
internal sealed class BatchLayout
{
    private const string Soft = ": soft targets (class probabilities) are not supported";

    private BatchLayout(Tensor logits, Tensor targets)
    {
        ElementType = TypeOf(logits);
        TargetType = targets.dtype switch
        {
            ScalarType.Int64 => TargetType.Int64,
            ScalarType.Int32 => TargetType.Int32,
            ScalarType.Byte => TargetType.UInt8,
            ScalarType other => throw new ArgumentException(
                $"targets has dtype {other}{(is_floating_point(other) ? Soft : "")}; "
                + "expected class indices of dtype Int64, Int32 or Byte.", nameof(targets)),
        };
        if (logits.Dimensions == 0)
            throw new ArgumentException("logits has shape (); expected (C), (N, C) or (N, C, d1, ...).", nameof(logits));
        if (logits.device_type == DeviceType.META)
            throw new ArgumentException("logits is on meta, where tensors have no values; expected another device.", nameof(logits));
        CheckDevice(targets, nameof(targets), logits);

        ClassDimension = logits.Dimensions == 1 ? 0 : 1;
        Classes = logits.size(ClassDimension);
        if (Classes == 0)
        {
            throw new ArgumentException(
                $"logits has shape {Show(logits.shape)}; expected at least one class along dimension {ClassDimension}.",
                nameof(logits));
        }

        Sizes = RowDimensions(logits, static (tensor, dimension) => tensor.size(dimension), 1);
        TargetStrides = new long[Sizes.Length];
        Rows = 1;
        int dimensions = (int)logits.Dimensions - 1;
        bool same = targets.Dimensions == dimensions;
        for (int i = 0; same && i < dimensions; i++)
        {
            same = targets.size(i) == Sizes[i];
            TargetStrides[i] = targets.stride(i);
            Rows *= Sizes[i];
        }
        TargetShape = dimensions == 0 ? [] : Sizes;
        if (!same)
        {
            throw new ArgumentException(
                $"targets has shape {Show(targets.shape)}; expected {Show(TargetShape)}, "
                + $"that of logits {Show(logits.shape)} without its classes.{ClassesLast(logits, targets)}", nameof(targets));
        }
    }

    public ElementType ElementType { get; }

    public TargetType TargetType { get; }

    public int ClassDimension { get; }

    /// <summary>C.</summary>
    public long Classes { get; }

    /// <summary>The sizes of the row dimensions; one of size 1 for a single row of shape (C).</summary>
    public long[] Sizes { get; }

    /// <summary>The shape of the targets and of row losses: the sizes, but none for a single row.</summary>
    public long[] TargetShape { get; }

    public long Rows { get; }

    /// <summary>The number of logits.</summary>
    public long Elements => Rows * Classes;

    public long[] TargetStrides { get; }

    /// <summary>Checks dtype, layout, rank, shape and device of both.</summary>
    /// <exception cref="ArgumentException">One of them is not as it must be.</exception>
    public static BatchLayout Of(Tensor logits, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(targets);
        TensorMemory.Check(logits, nameof(logits));
        TensorMemory.Check(targets, nameof(targets));
        return new BatchLayout(logits, targets);
    }

    /// <summary>Holds a tensor to the device of the logits.</summary>
    /// <exception cref="ArgumentException">It is on another one.</exception>
    public static void CheckDevice(Tensor tensor, string name, Tensor logits)
    {
        if (tensor.device_type != logits.device_type || tensor.device_index != logits.device_index)
            throw new ArgumentException($"{name} is on {tensor.device}; expected {logits.device}, as logits.", name);
    }

    /// <summary>Holds a tensor to the shape (C).</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="element">What there is of it for each class.</param>
    /// <param name="logits">The logits of this layout.</param>
    /// <exception cref="ArgumentException">It has another one.</exception>
    public void CheckClasses(Tensor tensor, string name, string element, Tensor logits)
    {
        if (tensor.Dimensions != 1 || tensor.size(0) != Classes)
        {
            throw new ArgumentException(
                $"{name} has shape {Show(tensor.shape)}; expected {Show(Classes)}, "
                + $"{element} for each class of logits {Show(logits.shape)}.", name);
        }
    }

    /// <summary>The element type of logits or of what is made in their dtype.</summary>
    /// <exception cref="ArgumentException">It is none that logits come in.</exception>
    public static ElementType TypeOf(Tensor logits) => logits.dtype switch
    {
        ScalarType.Float32 => ElementType.Float32,
        ScalarType.Float64 => ElementType.Float64,
        ScalarType.BFloat16 => ElementType.BFloat16,
        ScalarType.Float16 => ElementType.Float16,
        ScalarType other => throw new ArgumentException(
            $"logits has dtype {other}; expected Float32, Float64, BFloat16 or Float16.", nameof(logits)),
    };

    /// <summary>The strides of a tensor shaped like the logits, along the row dimensions.</summary>
    public long[] RowStrides(Tensor likeLogits) =>
        RowDimensions(likeLogits, static (tensor, dimension) => tensor.stride(dimension), 0);

    /// <summary>Its stride along the classes.</summary>
    public long ClassStride(Tensor likeLogits) => likeLogits.stride(ClassDimension);

    /// <summary>A shape as it stands in messages.</summary>
    public static string Show(params ReadOnlySpan<long> shape)
    {
        var text = new System.Text.StringBuilder("(");
        for (int i = 0; i < shape.Length; i++)
            text.Append(i == 0 ? "" : ", ").Append(shape[i].ToString(CultureInfo.InvariantCulture));
        return text.Append(')').ToString();
    }

    /// <summary>What to write where logits have their classes last, as those of a language model, (B, T, V).</summary>
    private static string ClassesLast(Tensor logits, Tensor targets) =>
        logits.Dimensions > 2 && targets.shape.AsSpan().SequenceEqual(logits.shape.AsSpan()[..^1])
            ? " The classes are the second dimension: flatten logits to (N, C) and targets to (N), or move it there, "
                + "as in 'logits.movedim(-1, 1)'."
            : "";

    private long[] RowDimensions(Tensor tensor, Func<Tensor, int, long> read, long single)
    {
        int dimensions = (int)tensor.Dimensions;
        if (dimensions == 1)
            return [single];
        var values = new long[dimensions - 1];
        values[0] = read(tensor, 0);
        for (int i = 1; i < values.Length; i++)
            values[i] = read(tensor, i + 1);
        return values;
    }
}
