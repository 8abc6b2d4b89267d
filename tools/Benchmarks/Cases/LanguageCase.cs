using SparseLsr.Gen.Benchmarks.Measuring;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Benchmarks.Cases;

/// <summary>A construct of the language, as a loss that has it and little else.</summary>
/// <param name="Construct">What it is called in the table.</param>
/// <param name="Goal">What its kernel may cost, as a multiple of that of cross entropy; null for cross entropy itself.</param>
/// <param name="Kernel">Its kernel over a batch.</param>
internal sealed record LanguageCase(string Construct, double? Goal, Func<Batch, Shape, Action> Kernel)
{
    public static readonly IReadOnlyList<LanguageCase> All =
    [
        new("cross entropy", null, (batch, _) => batch.Kernel(new CrossEntropyLoss())),
        new("temperature", 1.05, (batch, _) => batch.Kernel(new TemperatureCrossEntropyLoss(1.5))),
        new("scale and a margin for the target", 1.05, (batch, _) => batch.Kernel(new CosFaceLoss(2))),
        new("class bias", 1.05, (batch, shape) => batch.Kernel(new BalancedSoftmaxLoss(zeros(1)), Vector(shape))),
        new("softcap", 1.6, (batch, _) => batch.Kernel(new SoftcapCrossEntropyLoss())),
        new("Brier score", 1.25, (batch, _) => batch.Kernel(new BrierLoss())),
        new("hinge", 1.35, (batch, _) => batch.Kernel(new MultiMarginLoss())),
        new("label smoothing with weights", 1.15, (batch, shape) => batch.Kernel(
            new LabelSmoothingLoss(weight: ones(shape.Classes)), Vector(shape))),
        new("two levels of sums", 1.7, (batch, _) => batch.Kernel(new TwoLevelLoss())),
        new("distillation", 2.1, (batch, _) => batch.KernelWithInput(new DistillationLoss())),
        new("metrics log p and log-sum-exp", 1.03, (batch, _) => batch.KernelWithMetrics(new TwoMetricsLoss())),
        new("all four metrics of cross entropy", 1.1, (batch, _) => batch.KernelWithMetrics(new CrossEntropyLoss())),
    ];

    private static double[] Vector(Shape shape)
    {
        double[] vector = new double[shape.Classes];
        for (int j = 0; j < vector.Length; j++)
            vector[j] = 1 + 0.5 * Math.Sin(j);
        return vector;
    }
}

/// <summary>Σ p_j² and Σ p_j·(p_j − Σ p²)²: the second sum uses the first.</summary>
[SparseTargetLoss]
internal sealed partial class TwoLevelLoss
{
    private static double Loss(Row row)
    {
        double squares = row.Sum(c => c.Prob * c.Prob);
        return row.Sum(c => c.Prob * (c.Prob - squares) * (c.Prob - squares));
    }
}

/// <summary>Cross entropy with metrics that it has at hand.</summary>
[SparseTargetLoss]
internal sealed partial class TwoMetricsLoss
{
    private static double Loss(Row row) => -row.LogProb;

    [RowMetric]
    private static double LogProb(Row row) => row.LogProb;

    [RowMetric]
    private static double LogSumExp(Row row) => row.LogSumExp;
}
