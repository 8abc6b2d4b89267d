using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>What a forward that reduces nothing finds, in the type of a row's scalars.</summary>
/// <param name="Losses">The losses of the rows, shape (N), weighted, 0 for ignored ones.</param>
/// <param name="InputGradients">Their derivatives by each row input, shape (N), where they are wanted.</param>
internal readonly record struct RowLosses(Tensor Losses, Tensor[] InputGradients);
