namespace SparseLsr.Gen.Testing.Cases;

/// <summary>The generated members of each ready-made loss. They are static, so they have to be named one by one.</summary>
internal static class TestedLosses
{
    private static readonly Dictionary<string, TestedLoss> _byName = new()
    {
        [nameof(CrossEntropyLoss)] = new(
            (z, t, p) => CrossEntropyLoss.EvaluateReference(z, t),
            (z, t, p) => CrossEntropyLoss.Evaluate(z, t),
            (z, t, p) => CrossEntropyLoss.Evaluate(z, t),
            (z, t, g, p) => CrossEntropyLoss.EvaluateWithGradient(z, t, g),
            (z, t, g, p) => CrossEntropyLoss.EvaluateWithGradient(z, t, g),
            (p, weight, ignoreIndex, reduction) => new CrossEntropyLoss(weight, ignoreIndex, reduction)),
        [nameof(LabelSmoothingLoss)] = new(
            (z, t, p) => LabelSmoothingLoss.EvaluateReference(z, t, p[0]),
            (z, t, p) => LabelSmoothingLoss.Evaluate(z, t, p[0]),
            (z, t, p) => LabelSmoothingLoss.Evaluate(z, t, p[0]),
            (z, t, g, p) => LabelSmoothingLoss.EvaluateWithGradient(z, t, g, p[0]),
            (z, t, g, p) => LabelSmoothingLoss.EvaluateWithGradient(z, t, g, p[0]),
            (p, weight, ignoreIndex, reduction) => new LabelSmoothingLoss(p[0], weight, ignoreIndex, reduction)),
        [nameof(SparseLsrLoss)] = new(
            (z, t, p) => SparseLsrLoss.EvaluateReference(z, t, p[0]),
            (z, t, p) => SparseLsrLoss.Evaluate(z, t, p[0]),
            (z, t, p) => SparseLsrLoss.Evaluate(z, t, p[0]),
            (z, t, g, p) => SparseLsrLoss.EvaluateWithGradient(z, t, g, p[0]),
            (z, t, g, p) => SparseLsrLoss.EvaluateWithGradient(z, t, g, p[0]),
            (p, weight, ignoreIndex, reduction) => new SparseLsrLoss(p[0], weight, ignoreIndex, reduction)),
        [nameof(PublishedSparseLsrLoss)] = new(
            (z, t, p) => PublishedSparseLsrLoss.EvaluateReference(z, t, p[0]),
            (z, t, p) => PublishedSparseLsrLoss.Evaluate(z, t, p[0]),
            (z, t, p) => PublishedSparseLsrLoss.Evaluate(z, t, p[0]),
            (z, t, g, p) => PublishedSparseLsrLoss.EvaluateWithGradient(z, t, g, p[0]),
            (z, t, g, p) => PublishedSparseLsrLoss.EvaluateWithGradient(z, t, g, p[0]),
            (p, weight, ignoreIndex, reduction) => new PublishedSparseLsrLoss(p[0], weight, ignoreIndex, reduction)),
        [nameof(FocalLoss)] = new(
            (z, t, p) => FocalLoss.EvaluateReference(z, t, p[0]),
            (z, t, p) => FocalLoss.Evaluate(z, t, p[0]),
            (z, t, p) => FocalLoss.Evaluate(z, t, p[0]),
            (z, t, g, p) => FocalLoss.EvaluateWithGradient(z, t, g, p[0]),
            (z, t, g, p) => FocalLoss.EvaluateWithGradient(z, t, g, p[0]),
            (p, weight, ignoreIndex, reduction) => new FocalLoss(p[0], weight, ignoreIndex, reduction)),
        [nameof(Poly1Loss)] = new(
            (z, t, p) => Poly1Loss.EvaluateReference(z, t, p[0]),
            (z, t, p) => Poly1Loss.Evaluate(z, t, p[0]),
            (z, t, p) => Poly1Loss.Evaluate(z, t, p[0]),
            (z, t, g, p) => Poly1Loss.EvaluateWithGradient(z, t, g, p[0]),
            (z, t, g, p) => Poly1Loss.EvaluateWithGradient(z, t, g, p[0]),
            (p, weight, ignoreIndex, reduction) => new Poly1Loss(p[0], weight, ignoreIndex, reduction)),
        [nameof(GeneralizedCrossEntropyLoss)] = new(
            (z, t, p) => GeneralizedCrossEntropyLoss.EvaluateReference(z, t, p[0]),
            (z, t, p) => GeneralizedCrossEntropyLoss.Evaluate(z, t, p[0]),
            (z, t, p) => GeneralizedCrossEntropyLoss.Evaluate(z, t, p[0]),
            (z, t, g, p) => GeneralizedCrossEntropyLoss.EvaluateWithGradient(z, t, g, p[0]),
            (z, t, g, p) => GeneralizedCrossEntropyLoss.EvaluateWithGradient(z, t, g, p[0]),
            (p, weight, ignoreIndex, reduction) => new GeneralizedCrossEntropyLoss(p[0], weight, ignoreIndex, reduction)),
        [nameof(MeanAbsoluteErrorLoss)] = new(
            (z, t, p) => MeanAbsoluteErrorLoss.EvaluateReference(z, t),
            (z, t, p) => MeanAbsoluteErrorLoss.Evaluate(z, t),
            (z, t, p) => MeanAbsoluteErrorLoss.Evaluate(z, t),
            (z, t, g, p) => MeanAbsoluteErrorLoss.EvaluateWithGradient(z, t, g),
            (z, t, g, p) => MeanAbsoluteErrorLoss.EvaluateWithGradient(z, t, g),
            (p, weight, ignoreIndex, reduction) => new MeanAbsoluteErrorLoss(weight, ignoreIndex, reduction)),
        [nameof(AbsoluteCrossEntropyLoss)] = new(
            (z, t, p) => AbsoluteCrossEntropyLoss.EvaluateReference(z, t, p[0], p[1]),
            (z, t, p) => AbsoluteCrossEntropyLoss.Evaluate(z, t, p[0], p[1]),
            (z, t, p) => AbsoluteCrossEntropyLoss.Evaluate(z, t, p[0], p[1]),
            (z, t, g, p) => AbsoluteCrossEntropyLoss.EvaluateWithGradient(z, t, g, p[0], p[1]),
            (z, t, g, p) => AbsoluteCrossEntropyLoss.EvaluateWithGradient(z, t, g, p[0], p[1]),
            (p, weight, ignoreIndex, reduction) => new AbsoluteCrossEntropyLoss(p[0], p[1], weight, ignoreIndex, reduction)),
        [nameof(TaylorCrossEntropyLoss)] = new(
            (z, t, p) => TaylorCrossEntropyLoss.EvaluateReference(z, t),
            (z, t, p) => TaylorCrossEntropyLoss.Evaluate(z, t),
            (z, t, p) => TaylorCrossEntropyLoss.Evaluate(z, t),
            (z, t, g, p) => TaylorCrossEntropyLoss.EvaluateWithGradient(z, t, g),
            (z, t, g, p) => TaylorCrossEntropyLoss.EvaluateWithGradient(z, t, g),
            (p, weight, ignoreIndex, reduction) => new TaylorCrossEntropyLoss(weight, ignoreIndex, reduction)),
        [nameof(ZLossCrossEntropyLoss)] = new(
            (z, t, p) => ZLossCrossEntropyLoss.EvaluateReference(z, t, p[0]),
            (z, t, p) => ZLossCrossEntropyLoss.Evaluate(z, t, p[0]),
            (z, t, p) => ZLossCrossEntropyLoss.Evaluate(z, t, p[0]),
            (z, t, g, p) => ZLossCrossEntropyLoss.EvaluateWithGradient(z, t, g, p[0]),
            (z, t, g, p) => ZLossCrossEntropyLoss.EvaluateWithGradient(z, t, g, p[0]),
            (p, weight, ignoreIndex, reduction) => new ZLossCrossEntropyLoss(p[0], weight, ignoreIndex, reduction)),
        [nameof(ConfidencePenaltyLoss)] = new(
            (z, t, p) => ConfidencePenaltyLoss.EvaluateReference(z, t, p[0]),
            (z, t, p) => ConfidencePenaltyLoss.Evaluate(z, t, p[0]),
            (z, t, p) => ConfidencePenaltyLoss.Evaluate(z, t, p[0]),
            (z, t, g, p) => ConfidencePenaltyLoss.EvaluateWithGradient(z, t, g, p[0]),
            (z, t, g, p) => ConfidencePenaltyLoss.EvaluateWithGradient(z, t, g, p[0]),
            (p, weight, ignoreIndex, reduction) => new ConfidencePenaltyLoss(p[0], weight, ignoreIndex, reduction)),
    };

    public static TestedLoss Named(string loss) => _byName[loss];
}
