namespace SparseLsr.Gen.Testing.Cases;

/// <summary>The ready-made losses of a row's statistics alone, each with its defaults first and other values of its parameters after them.</summary>
internal static class LossTable
{
    public static IReadOnlyList<LossCase> All { get; } =
    [
        new("CrossEntropyLoss"),
        new("LabelSmoothingLoss", ("smoothing", 0.1)),
        new("LabelSmoothingLoss", ("smoothing", 0)),
        new("LabelSmoothingLoss", ("smoothing", 0.4)),
        new("SparseLsrLoss", ("smoothing", 0.1)),
        new("SparseLsrLoss", ("smoothing", 0)),
        new("SparseLsrLoss", ("smoothing", 0.25)),
        new("PublishedSparseLsrLoss", ("smoothing", 0.1)),
        new("PublishedSparseLsrLoss", ("smoothing", 0.25)),
        new("FocalLoss", ("gamma", 2)),
        new("FocalLoss", ("gamma", 0)),
        new("FocalLoss", ("gamma", 0.5)),
        new("FocalLoss", ("gamma", 3.7)),
        new("Poly1Loss", ("epsilon", 1)),
        new("Poly1Loss", ("epsilon", -0.5)),
        new("GeneralizedCrossEntropyLoss", ("q", 0.7)),
        new("GeneralizedCrossEntropyLoss", ("q", 0.05)),
        new("GeneralizedCrossEntropyLoss", ("q", 1)),
        new("MeanAbsoluteErrorLoss"),
        new("InverseFocalLoss", ("gamma", 2)),
        new("JensenShannonLoss", ("pi", 0.5)),
        new("AbsoluteCrossEntropyLoss", ("phi0", 1), ("phi1", 1.1)),
        new("AbsoluteCrossEntropyLoss", ("phi0", 0.5), ("phi1", 2.5)),
        new("TaylorCrossEntropyLoss"),
        new("ZLossCrossEntropyLoss", ("z_weight", 1e-3)),
        new("ZLossCrossEntropyLoss", ("z_weight", 0.5)),
        new("ConfidencePenaltyLoss", ("beta", 0.1)),
        new("ConfidencePenaltyLoss", ("beta", 0.7)),
    ];

    /// <summary>Each loss once, with its defaults.</summary>
    public static IReadOnlyList<LossCase> Defaults { get; } = [.. All.DistinctBy(loss => loss.Loss)];

    public static LossCase Named(string name) => All.Single(loss => loss.Name == name);
}
