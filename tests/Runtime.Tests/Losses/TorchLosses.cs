using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Losses;

/// <summary>
/// Ready-made losses of sums over classes and of transformed logits, each a second time as its publication has it, composed of torch
/// operations on logits (N, C) and targets (N): the losses of the rows.
/// </summary>
internal static class TorchLosses
{
    private static readonly double s_reverse = -Math.Log(1e-4);

    public static readonly IReadOnlyList<(string Loss, double[] Parameters, Func<Tensor, Tensor, Tensor> Losses)> All =
    [
        ("BrierLoss", [], (z, t) => (Probs(z) - OneHot(z, t)).square().sum(1)),
        ("MultiMarginLoss", [1, 1], (z, t) => nn.functional.multi_margin_loss(z, t, 1, 1, reduction: nn.Reduction.None)),
        ("MultiMarginLoss", [2, 0.5], (z, t) => nn.functional.multi_margin_loss(z, t, 2, 0.5, reduction: nn.Reduction.None)),
        ("SquaredHingeLoss", [], (z, t) => (1 - (2 * OneHot(z, t) - 1) * z).clamp(min: 0).square().mean([1])),
        ("NormalizedFocalLoss", [0.5], (z, t) => Normalized(z, t, 0.5)),
        ("NormalizedFocalLoss", [2], (z, t) => Normalized(z, t, 2)),
        ("SymmetricCrossEntropyLoss", [0.1, 1], (z, t) => 0.1 * CrossEntropy(z, t) + Reverse(z, t)),
        ("SymmetricCrossEntropyLoss", [2, 0.5], (z, t) => 2 * CrossEntropy(z, t) + 0.5 * Reverse(z, t)),
        ("ActivePassiveLoss", [1, 1], (z, t) => Normalized(z, t, 0) + Reverse(z, t)),
        ("DualFocalLoss", [5], (z, t) => DualFocal(z, t, 5)),
        ("DualFocalLoss", [1.5], (z, t) => DualFocal(z, t, 1.5)),
        ("AsymmetricLoss", [0, 4, 0.1], (z, t) => Asymmetric(z, t, 0, 4, 0.1)),
        ("AsymmetricLoss", [1.5, 2, 0.3], (z, t) => Asymmetric(z, t, 1.5, 2, 0.3)),
        ("SigmoidCrossEntropyLoss", [], (z, t) =>
            nn.functional.binary_cross_entropy_with_logits(z, OneHot(z, t), reduction: nn.Reduction.None).mean([1])),
        ("MarginLabelSmoothingLoss", [10, 0.1], (z, t) => MarginSmoothing(z, t, 10, 0.1)),
        ("MarginLabelSmoothingLoss", [1, 0.5], (z, t) => MarginSmoothing(z, t, 1, 0.5)),
        ("TemperatureCrossEntropyLoss", [2.5], (z, t) => CrossEntropy(z / 2.5, t)),
        ("SoftcapCrossEntropyLoss", [5, 0.01], (z, t) => Softcap(z, t, 5, 0.01)),
        ("SoftcapCrossEntropyLoss", [30, 0], (z, t) => Softcap(z, t, 30, 0)),
        ("CosFaceLoss", [8, 0.35], (z, t) => CrossEntropy(8 * (z - 0.35 * OneHot(z, t)), t)),
        ("ArcFaceLoss", [8, 0.5], (z, t) => CrossEntropy(8 * (z.acos() + 0.5 * OneHot(z, t)).cos(), t)),
        ("BalancedSoftmaxLoss", [1], (z, t) => CrossEntropy(z + Vector(z), t)),
        ("BalancedSoftmaxLoss", [0.3], (z, t) => CrossEntropy(z + 0.3 * Vector(z), t)),
        ("LdamLoss", [3], (z, t) => CrossEntropy(3 * (z - Vector(z) * OneHot(z, t)), t)),
        ("SeesawLoss", [0.8, 2], (z, t) => Seesaw(z, t, 0.8, 2)),
        ("SeesawLoss", [0, 0.5], (z, t) => Seesaw(z, t, 0, 0.5)),
    ];

    /// <summary>The numbers of a loss's class vector, where it has one: positive, and unlike each other.</summary>
    public static double[] Vector(string loss, int classes) =>
        ShippedLosses.Plan(loss).Model.ClassVectors.Any() ? [.. Enumerable.Range(0, classes).Select(j => 1.5 + Math.Sin(j))] : [];

    private static Tensor Vector(Tensor logits) => tensor(Vector("SeesawLoss", (int)logits.size(1)));

    /// <summary>Whether the logits of a loss are cosines.</summary>
    public static bool TakesCosines(string loss) => loss is "CosFaceLoss" or "ArcFaceLoss";

    private static Tensor Probs(Tensor logits) => logits.softmax(1);

    private static Tensor OneHot(Tensor logits, Tensor targets) => nn.functional.one_hot(targets, logits.size(1)).to_type(logits.dtype);

    private static Tensor CrossEntropy(Tensor logits, Tensor targets) =>
        nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None);

    private static Tensor OfTarget(Tensor classes, Tensor targets) => classes.gather(1, targets.unsqueeze(1)).squeeze(1);

    private static Tensor Normalized(Tensor logits, Tensor targets, double gamma)
    {
        Tensor logProbs = logits.log_softmax(1);
        Tensor focal = (1 - logProbs.exp()).pow(gamma) * logProbs;
        return OfTarget(focal, targets) / focal.sum(1);
    }

    private static Tensor Reverse(Tensor logits, Tensor targets) =>
        (Probs(logits).clamp(1e-7, 1) * (1 - OneHot(logits, targets))).sum(1) * s_reverse;

    private static Tensor DualFocal(Tensor logits, Tensor targets, double gamma)
    {
        Tensor probs = Probs(logits), target = OfTarget(probs, targets);
        Tensor other = probs.masked_fill(OneHot(logits, targets).eq(1), -1).amax([1]);
        return (1 - target + other).pow(gamma) * CrossEntropy(logits, targets);
    }

    private static Tensor Asymmetric(Tensor logits, Tensor targets, double positive, double negative, double smoothing)
    {
        Tensor logProbs = logits.log_softmax(1), probs = logProbs.exp(), hot = OneHot(logits, targets);
        Tensor weights = where(hot.eq(1), (1 - probs).pow(positive), probs.pow(negative));
        Tensor labels = hot * (1 - smoothing) + smoothing / logits.size(1);
        return -(labels * weights * logProbs).sum(1);
    }

    private static Tensor MarginSmoothing(Tensor logits, Tensor targets, double margin, double alpha) =>
        CrossEntropy(logits, targets) + alpha * (logits.amax([1], keepdim: true) - logits - margin).clamp(min: 0).mean([1]);

    private static Tensor Seesaw(Tensor logits, Tensor targets, double p, double q)
    {
        Tensor counts = Vector(logits), probs = Probs(logits).detach();
        Tensor mitigation = (counts / counts.index_select(0, targets).unsqueeze(1)).clamp(max: 1).pow(p);
        Tensor compensation = (probs / OfTarget(probs, targets).clamp(min: 0.01).unsqueeze(1)).clamp(min: 1).pow(q);
        Tensor hot = OneHot(logits, targets);
        return CrossEntropy(logits + (mitigation * compensation).log() * (1 - hot), targets);
    }

    private static Tensor Softcap(Tensor logits, Tensor targets, double softcap, double weight)
    {
        Tensor capped = softcap * (logits / softcap).tanh();
        return CrossEntropy(capped, targets) + weight * capped.logsumexp(1).square();
    }
}
