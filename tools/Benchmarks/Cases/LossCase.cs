using static TorchSharp.torch;

namespace SparseLsr.Gen.Benchmarks.Cases;

/// <summary>A ready-made loss beside the same loss composed of torch operations.</summary>
internal sealed record LossCase(string Name, Func<SparseTargetLoss> Create, Func<Tensor, Tensor, Tensor> Compose)
{
    public static readonly LossCase CrossEntropy =
        new(nameof(CrossEntropyLoss), () => new CrossEntropyLoss(), TorchCompositions.CrossEntropy);

    public static readonly LossCase SparseLsr =
        new(nameof(SparseLsrLoss), () => new SparseLsrLoss(), TorchCompositions.SparseLsr);

    public static readonly IReadOnlyList<LossCase> All =
    [
        CrossEntropy,
        new(nameof(LabelSmoothingLoss), () => new LabelSmoothingLoss(), TorchCompositions.LabelSmoothing),
        SparseLsr,
        new(nameof(PublishedSparseLsrLoss), () => new PublishedSparseLsrLoss(), TorchCompositions.PublishedSparseLsr),
        new(nameof(FocalLoss), () => new FocalLoss(), TorchCompositions.Focal),
        new(nameof(Poly1Loss), () => new Poly1Loss(), TorchCompositions.Poly1),
        new(nameof(GeneralizedCrossEntropyLoss), () => new GeneralizedCrossEntropyLoss(), TorchCompositions.GeneralizedCrossEntropy),
        new(nameof(MeanAbsoluteErrorLoss), () => new MeanAbsoluteErrorLoss(), TorchCompositions.MeanAbsoluteError),
        new(nameof(AbsoluteCrossEntropyLoss), () => new AbsoluteCrossEntropyLoss(), TorchCompositions.AbsoluteCrossEntropy),
        new(nameof(TaylorCrossEntropyLoss), () => new TaylorCrossEntropyLoss(), TorchCompositions.TaylorCrossEntropy),
        new(nameof(ZLossCrossEntropyLoss), () => new ZLossCrossEntropyLoss(), TorchCompositions.ZLossCrossEntropy),
        new(nameof(ConfidencePenaltyLoss), () => new ConfidencePenaltyLoss(), TorchCompositions.ConfidencePenalty),
    ];

    public override string ToString() => Name;
}
