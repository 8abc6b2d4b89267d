using SparseLsr.Gen.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>What a forward is asked for, in addition to the tensors of its batch.</summary>
/// <param name="Loss">The loss with its parameters.</param>
/// <param name="Weight">The weight of each class, or null for ones.</param>
/// <param name="Vectors">The loss's class vectors.</param>
/// <param name="Inputs">The inputs of the rows that the loss declares.</param>
/// <param name="IgnoreIndex">The target whose rows are left out.</param>
/// <param name="Reduction">How the row losses are put together.</param>
/// <param name="Denominator">What a mean divides by; null for what it divides by otherwise.</param>
/// <param name="OverwritesLogits">Whether the gradient takes the logits' place in memory.</param>
internal readonly record struct LossRequest(
    BoundLoss Loss, Tensor? Weight, ClassVectorTensors Vectors, LossInputs Inputs, long IgnoreIndex, nn.Reduction Reduction,
    double? Denominator, bool OverwritesLogits);
