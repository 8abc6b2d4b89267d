using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.LinearLayers;

/// <summary>The tensors of one call, checked and as one list of rows.</summary>
internal sealed class LinearBatch : IDisposable
{
    private LinearBatch(Tensor input, Tensor weight, Tensor? bias, Tensor targets, Tensor[] inputs, long[] targetShape)
    {
        Input = input;
        Weight = weight;
        Bias = bias;
        Targets = targets;
        Inputs = inputs;
        TargetShape = targetShape;
    }

    /// <summary>(N, H).</summary>
    public Tensor Input { get; }

    /// <summary>(V, H).</summary>
    public Tensor Weight { get; }

    /// <summary>(V), or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>(N), int64.</summary>
    public Tensor Targets { get; }

    /// <summary>The inputs of the rows, (N) or (N, V).</summary>
    public Tensor[] Inputs { get; }

    /// <summary>The shape of the targets as they were given.</summary>
    public long[] TargetShape { get; }

    public long Rows => Input.size(0);

    public long Classes => Weight.size(0);

    /// <summary>The type in which the gradients of weight and bias are summed up.</summary>
    public ScalarType SumType => Input.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>What belongs to the rows that count among zeros for the others.</summary>
    /// <param name="ofCounted">One for each row that counts.</param>
    /// <param name="counted">Which these are; null for all.</param>
    public Tensor Spread(Tensor ofCounted, Tensor? counted)
    {
        if (counted is null)
            return ofCounted;
        long[] shape = ofCounted.shape;
        shape[0] = Rows;
        return zeros(shape, ofCounted.dtype, ofCounted.device).index_copy_(0, counted, ofCounted);
    }

    /// <summary>Checks the tensors of a call, and flattens them.</summary>
    /// <exception cref="ArgumentException">One has another shape, dtype, layout or device than it must have.</exception>
    public static LinearBatch Of(LossInputs declared, Tensor input, Tensor weight, Tensor targets, Tensor? bias, Tensor[] inputs)
    {
        CheckShapes(input, weight, targets, bias);
        long[] targetShape = targets.shape;
        long classes = weight.size(0);
        foreach ((bool isOfClasses, string name, Tensor tensor) in declared.Named(inputs))
        {
            long[] expected = isOfClasses ? [.. targetShape, classes] : targetShape;
            ArgumentNullException.ThrowIfNull(tensor, name);
            if (!tensor.shape.AsSpan().SequenceEqual(expected))
            {
                throw new ArgumentException(
                    $"{name} has shape {BatchLayout.Show(tensor.shape)}; expected {BatchLayout.Show(expected)}, that of "
                    + (isOfClasses ? "targets with the classes of linear_weight." : "targets."), name);
            }
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor flat = input.reshape(-1, input.size(-1)), indices = targets.reshape(-1).to_type(ScalarType.Int64);
        Tensor[] flatInputs =
        [
            .. declared.Named(inputs).Select(given => given.IsOfClasses ? given.Tensor.reshape(-1, classes) : given.Tensor.reshape(-1)),
        ];
        declared.Check(flatInputs, LogitsOf(flat, classes), BatchLayout.Of(LogitsOf(flat, classes), indices));
        return new LinearBatch(
            flat.DetachFromDisposeScope(), weight, bias, indices.DetachFromDisposeScope(),
            [.. flatInputs.Select(tensor => tensor.DetachFromDisposeScope())], targetShape);
    }

    /// <summary>How the logits would lie in memory, which do not exist.</summary>
    public BatchLayout Layout()
    {
        using DisposeScope scope = NewDisposeScope();
        return BatchLayout.Of(LogitsOf(Input, Classes), Targets);
    }

    /// <summary>Logits of the shape and dtype of the batch's, all of which are the same number.</summary>
    public static Tensor LogitsOf(Tensor input, long classes) => zeros([1, 1], input.dtype, input.device).expand(input.size(0), classes);

    /// <inheritdoc/>
    public void Dispose()
    {
        Input.Dispose();
        Targets.Dispose();
        foreach (Tensor input in Inputs)
            input.Dispose();
    }

    private static void CheckShapes(Tensor input, Tensor weight, Tensor targets, Tensor? bias)
    {
        Check(input, "input", input);
        if (input.Dimensions == 0)
            throw new ArgumentException("input has shape (); expected (N, H) or (N, T, H).", nameof(input));
        if (input.dtype is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16 or ScalarType.Float16))
            throw new ArgumentException($"input has dtype {input.dtype}; expected Float32, Float64, BFloat16 or Float16.", nameof(input));
        Check(weight, "linear_weight", input);
        long features = input.size(-1);
        if (weight.Dimensions != 2 || weight.size(1) != features || weight.size(0) == 0)
        {
            throw new ArgumentException(
                $"linear_weight has shape {BatchLayout.Show(weight.shape)}; expected (V, {features}), {features} being the last "
                + $"dimension of input {BatchLayout.Show(input.shape)}.", "linear_weight");
        }
        if (bias is not null)
        {
            Check(bias, "linear_bias", input);
            if (bias.Dimensions != 1 || bias.size(0) != weight.size(0))
            {
                throw new ArgumentException(
                    $"linear_bias has shape {BatchLayout.Show(bias.shape)}; expected {BatchLayout.Show(weight.size(0))}, a number for each "
                    + $"row of linear_weight {BatchLayout.Show(weight.shape)}.", "linear_bias");
            }
        }
        ArgumentNullException.ThrowIfNull(targets);
        TensorMemory.Check(targets, nameof(targets));
        if (targets.dtype is not (ScalarType.Int64 or ScalarType.Int32 or ScalarType.Byte))
        {
            throw new ArgumentException(
                $"targets has dtype {targets.dtype}; expected class indices of dtype Int64, Int32 or Byte.", nameof(targets));
        }
        CheckDevice(targets, nameof(targets), input);
        long[] expected = input.shape[..^1];
        if (!targets.shape.AsSpan().SequenceEqual(expected))
        {
            throw new ArgumentException(
                $"targets has shape {BatchLayout.Show(targets.shape)}; expected {BatchLayout.Show(expected)}, that of input "
                + $"{BatchLayout.Show(input.shape)} without its last dimension.", nameof(targets));
        }
    }

    private static void Check(Tensor tensor, string name, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        TensorMemory.Check(tensor, name);
        if (tensor.device_type == DeviceType.META)
            throw new ArgumentException($"{name} is on meta, where tensors have no values; expected another device.", name);
        if (tensor.dtype != input.dtype)
            throw new ArgumentException($"{name} has dtype {tensor.dtype}; expected {input.dtype}, that of input.", name);
        CheckDevice(tensor, name, input);
    }

    private static void CheckDevice(Tensor tensor, string name, Tensor input)
    {
        if (tensor.device_type != input.device_type || tensor.device_index != input.device_index)
            throw new ArgumentException($"{name} is on {tensor.device}; expected {input.device}, as input.", name);
    }
}
