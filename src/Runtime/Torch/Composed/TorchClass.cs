using System.ComponentModel;
using static TorchSharp.torch;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>What is known of each class of each row, in tensors of shape (N, C): what a function of a class is composed of.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TorchClass
{
    private readonly bool _isOfMasked;
    private readonly TorchInputs _inputs;

    internal TorchClass(Tensor logit, Tensor logProb, Tensor prob, Tensor index, TorchInputs inputs, bool isOfMasked)
    {
        _inputs = inputs;
        _isOfMasked = isOfMasked;
        Logit = logit;
        LogProb = logProb;
        Prob = prob;
        Index = index;
    }

    /// <summary>z_j.</summary>
    public Tensor Logit { get; }

    /// <summary>log p_j.</summary>
    public Tensor LogProb { get; }

    /// <summary>p_j.</summary>
    public Tensor Prob { get; }

    /// <summary>j, shape (1, C).</summary>
    public Tensor Index { get; }

    /// <summary>The elements of a class vector, shape (C).</summary>
    public Tensor Vector(int index) => _inputs.Vectors[index];

    /// <summary>The elements of a class input.</summary>
    public Tensor Input(int index) => _inputs.ClassInputs[index];

    /// <summary>One thing for the masked classes, and another one for all others.</summary>
    public Tensor WhereMasked(Tensor masked, Tensor other) => _isOfMasked ? masked : other;

    /// <summary>A number for every class, shape ().</summary>
    public Tensor Constant(double value) => Scalars.Number(value, Logit.dtype, Logit.device);
}
