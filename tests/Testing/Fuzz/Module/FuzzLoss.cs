using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Module;

/// <summary>A ready-made loss that random batches are put through.</summary>
/// <param name="Create">The module with TorchSharp's options.</param>
/// <param name="Torch">libtorch's own function of float64 logits and int64 targets, if it has one.</param>
internal sealed record FuzzLoss(
    string Name, Func<Tensor?, long?, nn.Reduction, SparseTargetLoss> Create, Func<Tensor, Tensor, Tensor?, long, nn.Reduction, Tensor>? Torch = null)
{
    public static IReadOnlyList<FuzzLoss> All { get; } =
    [
        new(nameof(CrossEntropyLoss), (w, i, r) => new CrossEntropyLoss(w, i, r), (z, t, w, i, r) => nn.functional.cross_entropy(z, t, w, i, r)),
        new(nameof(LabelSmoothingLoss), (w, i, r) => new LabelSmoothingLoss(0.2, w, i, r), Smoothed),
        new(nameof(SparseLsrLoss), (w, i, r) => new SparseLsrLoss(0.1, w, i, r)),
        new(nameof(PublishedSparseLsrLoss), (w, i, r) => new PublishedSparseLsrLoss(0.1, w, i, r)),
        new(nameof(FocalLoss), (w, i, r) => new FocalLoss(1.5, w, i, r)),
        new(nameof(Poly1Loss), (w, i, r) => new Poly1Loss(2, w, i, r)),
        new(nameof(GeneralizedCrossEntropyLoss), (w, i, r) => new GeneralizedCrossEntropyLoss(0.6, w, i, r)),
        new(nameof(MeanAbsoluteErrorLoss), (w, i, r) => new MeanAbsoluteErrorLoss(w, i, r)),
        new(nameof(AbsoluteCrossEntropyLoss), (w, i, r) => new AbsoluteCrossEntropyLoss(1, 1.2, w, i, r)),
        new(nameof(TaylorCrossEntropyLoss), (w, i, r) => new TaylorCrossEntropyLoss(w, i, r)),
        new(nameof(ZLossCrossEntropyLoss), (w, i, r) => new ZLossCrossEntropyLoss(0.01, w, i, r)),
        new(nameof(ConfidencePenaltyLoss), (w, i, r) => new ConfidencePenaltyLoss(0.3, w, i, r)),
    ];

    /// <summary>libtorch weighs the smoothed part by each class, not by the target, so with weights the two are different losses.</summary>
    private static Tensor Smoothed(Tensor logits, Tensor targets, Tensor? weight, long ignoreIndex, nn.Reduction reduction) => weight is null
        ? nn.functional.cross_entropy(logits, targets, null, ignoreIndex, reduction, 0.2)
        : new LabelSmoothingLoss(0.2, weight, ignoreIndex, reduction).ComposedForward(logits, targets);
}
