using SparseLsr.Gen.Testing.Cases;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Module;

/// <summary>A ready-made loss that random batches are put through.</summary>
/// <param name="Loss">The loss and its parameters.</param>
/// <param name="Torch">libtorch's own function of float64 logits and int64 targets, if it has one.</param>
internal sealed record FuzzLoss(LossCase Loss, Func<Tensor, Tensor, Tensor?, long, nn.Reduction, Tensor>? Torch)
{
    public static IReadOnlyList<FuzzLoss> All { get; } = [.. LossTable.All.Select(loss => new FuzzLoss(loss, OfTorch(loss)))];

    public string Name => Loss.Name;

    /// <summary>The module with TorchSharp's options.</summary>
    public SparseTargetLoss Create(Tensor? weight, long? ignoreIndex, nn.Reduction reduction) =>
        TestedLosses.Named(Loss.Loss).Create(Loss.Arguments, weight, ignoreIndex, reduction);

    private static Func<Tensor, Tensor, Tensor?, long, nn.Reduction, Tensor>? OfTorch(LossCase loss) => loss.Loss switch
    {
        nameof(CrossEntropyLoss) => (z, t, w, i, r) => nn.functional.cross_entropy(z, t, w, i, r),
        nameof(LabelSmoothingLoss) => (z, t, w, i, r) => nn.functional.cross_entropy(z, t, w, i, r, loss.Arguments[0]),
        _ => null,
    };
}
