using SparseLsr.Gen.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>The inputs of the rows that a loss declares: tensors of the logits' dtype or of float32, of any strides.</summary>
internal sealed class LossInputs
{
    private readonly List<(string Name, bool IsOfClasses)> _inputs = [];
    private int _given;

    /// <summary>Adds one that a call is given.</summary>
    public void Add(string name, bool isOfClasses)
    {
        _inputs.Add((name, isOfClasses));
        _given++;
    }

    /// <summary>Adds one that is the same for all rows, after all that a call is given.</summary>
    public void AddLearned(string name) => _inputs.Add((name, IsOfClasses: false));

    /// <summary>These, and after them the direction of a derivative: a number for each of the row inputs, and one for each class.</summary>
    public LossInputs WithDirection()
    {
        var all = new LossInputs();
        all._inputs.AddRange(_inputs);
        all._inputs.AddRange(OfRows(_inputs));
        all._inputs.Add((string.Empty, IsOfClasses: true));
        return all;
    }

    /// <summary>How many there are.</summary>
    public int Count => _inputs.Count;

    /// <summary>Holds the tensors of a call to what the logits ask of them.</summary>
    /// <exception cref="ArgumentException">One is of another shape, dtype or device, or a class input that requires a gradient.</exception>
    public void Check(Tensor[] inputs, Tensor logits, BatchLayout layout)
    {
        foreach (((string name, bool isOfClasses), Tensor input) in _inputs.Take(_given).Zip(inputs))
        {
            ArgumentNullException.ThrowIfNull(input, name);
            TensorMemory.Check(input, name);
            (long[] shape, string owner) = isOfClasses ? (logits.shape, "logits") : (layout.TargetShape, "targets");
            if (!input.shape.AsSpan().SequenceEqual(shape))
            {
                throw new ArgumentException(
                    $"{name} has shape {BatchLayout.Show(input.shape)}; expected {BatchLayout.Show(shape)}, that of {owner}.", name);
            }
            if (input.dtype != ScalarType.Float32 && input.dtype != logits.dtype)
            {
                string also = logits.dtype == ScalarType.Float32 ? "" : $", or {logits.dtype} as logits";
                throw new ArgumentException($"{name} has dtype {input.dtype}; expected Float32{also}.", name);
            }
            BatchLayout.CheckDevice(input, name, logits);
            if (isOfClasses && input.requires_grad)
            {
                throw new ArgumentException(
                    $"{name} requires a gradient, which the loss does not compute; pass {name}.detach().", name);
            }
        }
    }

    /// <summary>The tensors of a call with what is declared of them.</summary>
    public IEnumerable<(bool IsOfClasses, string Name, Tensor Tensor)> Named(Tensor[] inputs) =>
        _inputs.Zip(inputs, (declared, tensor) => (declared.IsOfClasses, declared.Name, tensor));

    /// <summary>Those that have a number for each row.</summary>
    public IEnumerable<T> OfRows<T>(IEnumerable<T> inputs) => Where(inputs, isOfClasses: false);

    /// <summary>Those that have a number for each class of each row.</summary>
    public IEnumerable<T> OfClasses<T>(IEnumerable<T> inputs) => Where(inputs, isOfClasses: true);

    /// <summary>The numbers of the rows, on the CPU.</summary>
    public double[][] Numbers(TensorBatch batch) =>
        Count == 0 ? [] : [.. OfRows(batch.Inputs).Select(input => Numbers(input, batch.Layout.Rows))];

    /// <summary>The class inputs as the CPU's kernels read them, where they are.</summary>
    public unsafe ClassInput[] ClassInputs(TensorBatch batch) => Count == 0 ? [] :
    [
        .. OfClasses(batch.Inputs).Select(input => new ClassInput(
            BatchLayout.TypeOf(input), (nint)LibTorchSharp.Data(input), batch.Layout.RowStrides(input), batch.Layout.ClassStride(input))),
    ];

    private static unsafe double[] Numbers(Tensor input, long rows)
    {
        using Tensor detached = input.detach(), wide = detached.to(ScalarType.Float64), dense = wide.contiguous();
        double[] numbers = new ReadOnlySpan<double>(LibTorchSharp.Data(dense), checked((int)rows)).ToArray();
        GC.KeepAlive(dense);
        return numbers;
    }

    private IEnumerable<T> Where<T>(IEnumerable<T> inputs, bool isOfClasses) =>
        _inputs.Zip(inputs).Where(input => input.First.IsOfClasses == isOfClasses).Select(input => input.Second);
}
