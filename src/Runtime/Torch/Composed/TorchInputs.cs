using static TorchSharp.torch;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>What a loss is given of rows beside their logits, as tensors.</summary>
/// <param name="Vectors">The class vectors, (C).</param>
/// <param name="Numbers">The numbers that come with the rows, (N).</param>
/// <param name="ClassInputs">The class inputs, (N, C).</param>
internal sealed record TorchInputs(Tensor[] Vectors, Tensor[] Numbers, Tensor[] ClassInputs)
{
    public static readonly TorchInputs None = new([], [], []);
}
