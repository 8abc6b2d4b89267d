using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SparseLsr.Gen.Benchmarks.Cases;

/// <summary>
/// The losses as their users write them today, in torch operations on logits (N, C) and targets (N), with the same defaults as
/// the ready-made ones and reduced to their mean. Each takes the leanest of the forms in use: a gathered log-probability
/// rather than one-hot targets wherever the loss allows it.
/// </summary>
internal static class TorchCompositions
{
    private const double Smoothing = 0.1;

    public static Tensor CrossEntropy(Tensor logits, Tensor targets) => functional.cross_entropy(logits, targets);

    public static Tensor LabelSmoothing(Tensor logits, Tensor targets) => Scoped(() =>
    {
        Tensor logProbs = functional.log_softmax(logits, 1);
        return (-(1 - Smoothing) * Gathered(logProbs, targets) - Smoothing * logProbs.mean([1])).mean();
    });

    /// <summary>
    /// Label smoothing as the code published with SparseLSR has it: over one-hot targets, which are int64.
    /// </summary>
    public static Tensor PublishedLabelSmoothing(Tensor logits, Tensor targets) => Scoped(() =>
    {
        long classes = logits.size(1);
        Tensor logProbs = functional.log_softmax(logits, 1);
        Tensor oneHot = functional.one_hot(targets, classes);
        return -((oneHot * (1 - Smoothing) + Smoothing / classes) * logProbs).sum(1).mean();
    });

    /// <summary>As published, but for the sign of the second term, which follows the publication's equations.</summary>
    public static Tensor SparseLsr(Tensor logits, Tensor targets) => SparseLsr(logits, targets, -1);

    /// <summary>As published, sign and clamp included.</summary>
    public static Tensor PublishedSparseLsr(Tensor logits, Tensor targets) => SparseLsr(logits, targets, 1);

    public static Tensor Focal(Tensor logits, Tensor targets) => Scoped(() =>
    {
        Tensor logProb = TargetLogProb(logits, targets);
        return -((1 - logProb.exp()).pow(2) * logProb).mean();
    });

    public static Tensor Poly1(Tensor logits, Tensor targets) => Scoped(() =>
    {
        Tensor logProb = TargetLogProb(logits, targets);
        return ((1 - logProb.exp()) - logProb).mean();
    });

    public static Tensor GeneralizedCrossEntropy(Tensor logits, Tensor targets) =>
        Scoped(() => ((1 - TargetProb(logits, targets).pow(0.7)) / 0.7).mean());

    public static Tensor MeanAbsoluteError(Tensor logits, Tensor targets) =>
        Scoped(() => (2 * (1 - TargetProb(logits, targets))).mean());

    public static Tensor AbsoluteCrossEntropy(Tensor logits, Tensor targets) =>
        Scoped(() => (TargetLogProb(logits, targets) + Math.Log(1.1)).abs().mean());

    public static Tensor TaylorCrossEntropy(Tensor logits, Tensor targets) => Scoped(() =>
    {
        Tensor u = 1 - TargetProb(logits, targets);
        return (u + u.pow(2) / 2 + u.pow(3) / 3).mean();
    });

    public static Tensor ZLossCrossEntropy(Tensor logits, Tensor targets) => Scoped(() =>
    {
        Tensor logSumExp = logits.logsumexp(1);
        return (logSumExp - Gathered(logits, targets) + 1e-3 * logSumExp.pow(2)).mean();
    });

    public static Tensor ConfidencePenalty(Tensor logits, Tensor targets) => Scoped(() =>
    {
        Tensor logProbs = functional.log_softmax(logits, 1);
        Tensor entropy = -(logProbs.exp() * logProbs).sum(1);
        return (-Gathered(logProbs, targets) - 0.1 * entropy).mean();
    });

    private static Tensor SparseLsr(Tensor logits, Tensor targets, double sign) => Scoped(() =>
    {
        double classes = logits.size(1);
        Tensor logProb = TargetLogProb(logits, targets);
        Tensor others = ((1 - logProb.exp()).clamp(min: 1e-7) / (classes - 1)).log();
        return (-(1 - Smoothing + Smoothing / classes) * logProb + sign * Smoothing * (classes - 1) / classes * others).mean();
    });

    private static Tensor TargetLogProb(Tensor logits, Tensor targets) => Gathered(functional.log_softmax(logits, 1), targets);

    private static Tensor TargetProb(Tensor logits, Tensor targets) => Gathered(functional.softmax(logits, 1), targets);

    private static Tensor Gathered(Tensor values, Tensor targets) => values.gather(1, targets.unsqueeze(1)).squeeze(1);

    // What the graph does not need for backward is freed at the end of the forward, as a careful user has it.
    private static Tensor Scoped(Func<Tensor> compose)
    {
        using DisposeScope scope = NewDisposeScope();
        return compose().MoveToOuterDisposeScope();
    }
}
