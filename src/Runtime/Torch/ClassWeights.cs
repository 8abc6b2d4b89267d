using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>The weights of the classes as numbers.</summary>
internal static class ClassWeights
{
    /// <summary>Reads a weight tensor of shape (C).</summary>
    /// <exception cref="ArgumentException">Its shape, dtype, layout or device do not fit the logits.</exception>
    public static unsafe double[] Read(Tensor weight, Tensor logits, BatchLayout layout)
    {
        Check(weight, logits, layout);
        using Tensor? values = TensorMemory.Resolve(ref weight!), copy = TensorMemory.CopyToHost(ref weight);
        void* data = LibTorchSharp.Data(weight);
        long stride = weight.stride(0);
        var weights = new double[layout.Classes];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = Elements.Read(data, layout.ElementType, i * stride);
        GC.KeepAlive(weight);
        return weights;
    }

    /// <summary>Holds a weight tensor to what the logits ask of it.</summary>
    /// <exception cref="ArgumentException">Its shape, dtype, layout or device do not fit the logits.</exception>
    public static void Check(Tensor weight, Tensor logits, BatchLayout layout)
    {
        TensorMemory.Check(weight, nameof(weight));
        layout.CheckClasses(weight, nameof(weight), "a weight", logits);
        if (weight.dtype != logits.dtype)
        {
            throw new ArgumentException(
                $"weight has dtype {weight.dtype}; expected {logits.dtype}, that of logits.", nameof(weight));
        }
        BatchLayout.CheckDevice(weight, nameof(weight), logits);
    }
}
