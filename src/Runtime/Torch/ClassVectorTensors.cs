using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>The class vectors of a loss: tensors of shape (C), of any floating-point dtype, which move with the module.</summary>
internal sealed class ClassVectorTensors
{
    private readonly List<(string Name, Tensor Tensor)> _vectors = [];

    public Tensor this[int index] => _vectors[index].Tensor;

    /// <summary>Adds one.</summary>
    /// <exception cref="ArgumentException">
    /// It is not one number a class, dense and of a floating-point dtype, or it requires a gradient.
    /// </exception>
    public void Add(string name, Tensor vector)
    {
        ArgumentNullException.ThrowIfNull(vector, name);
        TensorMemory.Check(vector, name);
        if (vector.Dimensions != 1)
            throw new ArgumentException($"{name} has shape {BatchLayout.Show(vector.shape)}; expected (C), a number for each class.", name);
        if (!is_floating_point(vector))
            throw new ArgumentException($"{name} has dtype {vector.dtype}; expected a floating-point dtype.", name);
        if (vector.requires_grad)
            throw new ArgumentException($"{name} requires a gradient, which the loss does not compute; pass {name}.detach().", name);
        _vectors.Add((name, vector.detach().DetachFromDisposeScope()));
    }

    /// <summary>The tensors, held to what the logits ask of them.</summary>
    /// <exception cref="ArgumentException">The shape or device of one does not fit.</exception>
    public Tensor[] Check(Tensor logits, BatchLayout layout)
    {
        foreach ((string name, Tensor vector) in _vectors)
        {
            layout.CheckClasses(vector, name, "a number", logits);
            BatchLayout.CheckDevice(vector, name, logits);
        }
        return [.. _vectors.Select(vector => vector.Tensor)];
    }

    /// <summary>Reads the numbers.</summary>
    /// <inheritdoc cref="Check"/>
    public double[][] Read(Tensor logits, BatchLayout layout) =>
        _vectors.Count == 0 ? [] : [.. Check(logits, layout).Select(vector => Numbers(vector, layout))];

    private static unsafe double[] Numbers(Tensor vector, BatchLayout layout)
    {
        using Tensor? values = TensorMemory.Resolve(ref vector!), copy = TensorMemory.CopyToHost(ref vector);
        using Tensor wide = vector.to(ScalarType.Float64);
        using Tensor dense = wide.contiguous();
        double[] numbers = new ReadOnlySpan<double>(LibTorchSharp.Data(dense), (int)layout.Classes).ToArray();
        GC.KeepAlive(dense);
        return numbers;
    }

    /// <summary>Moves them all.</summary>
    public void Move(ScalarType? dtype, Device? device, bool non_blocking)
    {
        for (int i = 0; i < _vectors.Count; i++)
        {
            (string name, Tensor old) = _vectors[i];
            Tensor moved = old.to(dtype ?? old.dtype, device ?? old.device, disposeAfter: true, non_blocking: non_blocking);
            _vectors[i] = (name, moved.DetachFromDisposeScope());
        }
    }

    public void Dispose()
    {
        foreach ((_, Tensor vector) in _vectors)
            vector.Dispose();
    }
}
