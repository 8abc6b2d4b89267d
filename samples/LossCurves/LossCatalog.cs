namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>
/// The losses that can be drawn: all but those of cosines, which logits of a probability are not, and those with a number for each class or
/// with inputs of a row, which have no curve of p alone. To draw one of your own, add a line.
/// </summary>
internal static class LossCatalog
{
    public static readonly IReadOnlyList<DrawnLoss> All =
    [
        new("CrossEntropyLoss", null, (z, t, g, _) => CrossEntropyLoss.EvaluateWithGradient(z, t, g)),
        new("LabelSmoothingLoss", Smoothing(), (z, t, g, v) => LabelSmoothingLoss.EvaluateWithGradient(z, t, g, v)),
        new("SparseLsrLoss", Smoothing(), (z, t, g, v) => SparseLsrLoss.EvaluateWithGradient(z, t, g, v)),
        new("PublishedSparseLsrLoss", Smoothing(), (z, t, g, v) => PublishedSparseLsrLoss.EvaluateWithGradient(z, t, g, v)),
        new("FocalLoss", new("γ", 2, [0, 0.5, 1, 1.5, 2, 3, 5]), (z, t, g, v) => FocalLoss.EvaluateWithGradient(z, t, g, v)),
        new("Poly1Loss", new("ε", 1, [-1, -0.5, 0, 0.5, 1, 2, 4]), (z, t, g, v) => Poly1Loss.EvaluateWithGradient(z, t, g, v)),
        new("GeneralizedCrossEntropyLoss", new("q", 0.7, [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 1]),
            (z, t, g, v) => GeneralizedCrossEntropyLoss.EvaluateWithGradient(z, t, g, v)),
        new("MeanAbsoluteErrorLoss", null, (z, t, g, _) => MeanAbsoluteErrorLoss.EvaluateWithGradient(z, t, g)),
        new("AbsoluteCrossEntropyLoss", new("φ₁", 1.1, [1, 1.05, 1.1, 1.2, 1.5, 2, 3]),
            (z, t, g, v) => AbsoluteCrossEntropyLoss.EvaluateWithGradient(z, t, g, phi1: v)),
        new("TaylorCrossEntropyLoss", null, (z, t, g, _) => TaylorCrossEntropyLoss.EvaluateWithGradient(z, t, g)),
        new("ZLossCrossEntropyLoss", new("λ", 0.001, [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03]),
            (z, t, g, v) => ZLossCrossEntropyLoss.EvaluateWithGradient(z, t, g, v)),
        new("ConfidencePenaltyLoss", new("β", 0.1, [0, 0.01, 0.05, 0.1, 0.2, 0.5, 1]),
            (z, t, g, v) => ConfidencePenaltyLoss.EvaluateWithGradient(z, t, g, v)),
        new("InverseFocalLoss", new("γ", 2, [0, 0.5, 1, 1.5, 2, 3, 5]),
            (z, t, g, v) => InverseFocalLoss.EvaluateWithGradient(z, t, g, v)),
        new("JensenShannonLoss", new("π", 0.5, [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99]),
            (z, t, g, v) => JensenShannonLoss.EvaluateWithGradient(z, t, g, v)),
        new("BrierLoss", null,
            (z, t, g, _) => BrierLoss.EvaluateWithGradient(z, t, g)),
        new("MultiMarginLoss", new("margin", 1, [0, 0.25, 0.5, 1, 2, 3, 5]),
            (z, t, g, v) => MultiMarginLoss.EvaluateWithGradient(z, t, g, margin: v)),
        new("SquaredHingeLoss", null,
            (z, t, g, _) => SquaredHingeLoss.EvaluateWithGradient(z, t, g)),
        new("SigmoidCrossEntropyLoss", null,
            (z, t, g, _) => SigmoidCrossEntropyLoss.EvaluateWithGradient(z, t, g)),
        new("NormalizedFocalLoss", new("γ", 0.5, [0, 0.25, 0.5, 1, 2, 3, 5]),
            (z, t, g, v) => NormalizedFocalLoss.EvaluateWithGradient(z, t, g, v)),
        new("SymmetricCrossEntropyLoss", new("β", 1, [0, 0.1, 0.3, 0.5, 1, 1.5, 2]),
            (z, t, g, v) => SymmetricCrossEntropyLoss.EvaluateWithGradient(z, t, g, beta: v)),
        new("ActivePassiveLoss", new("β", 1, [0, 0.1, 0.3, 0.5, 1, 1.5, 2]),
            (z, t, g, v) => ActivePassiveLoss.EvaluateWithGradient(z, t, g, beta: v)),
        new("AsymmetricLoss", new("γ₊", 0, [0, 0.5, 1, 1.5, 2, 3, 5]),
            (z, t, g, v) => AsymmetricLoss.EvaluateWithGradient(z, t, g, gamma_positive: v)),
        new("DualFocalLoss", new("γ", 5, [0, 0.5, 1, 2, 3, 5, 7]),
            (z, t, g, v) => DualFocalLoss.EvaluateWithGradient(z, t, g, v)),
        new("MarginLabelSmoothingLoss", new("α", 0.1, [0, 0.01, 0.05, 0.1, 0.2, 0.5, 1]),
            (z, t, g, v) => MarginLabelSmoothingLoss.EvaluateWithGradient(z, t, g, alpha: v)),
        new("TemperatureCrossEntropyLoss", new("T", 1, [0.25, 0.5, 0.75, 1, 1.5, 2, 4]),
            (z, t, g, v) => TemperatureCrossEntropyLoss.EvaluateWithGradient(z, t, g, v)),
        new("SoftcapCrossEntropyLoss", new("s", 30, [2, 3, 5, 10, 20, 30, 50]),
            (z, t, g, v) => SoftcapCrossEntropyLoss.EvaluateWithGradient(z, t, g, v)),
    ];

    /// <summary>The names of all, separated by commas.</summary>
    public static string Names => string.Join(", ", All.Select(loss => loss.Name));

    /// <summary>The loss of that name, in any case, with or without its ending; or all of them.</summary>
    /// <exception cref="UsageException">There is no such loss.</exception>
    public static IReadOnlyList<DrawnLoss> Find(string name)
    {
        if (Matches("all", name))
            return All;
        DrawnLoss? found = All.FirstOrDefault(loss => Matches(loss.Name, name) || Matches(loss.Name, name + "Loss"));
        return [found ?? throw new UsageException($"Unknown loss '{name}'. The losses are {Names}, or all.")];
    }

    private static bool Matches(string name, string asked) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);

    // The seven values of the published figure.
    private static DrawnParameter Smoothing() => new("ξ", 0.1, [0.001, 0.005, 0.01, 0.05, 0.1, 0.15, 0.2]);
}
