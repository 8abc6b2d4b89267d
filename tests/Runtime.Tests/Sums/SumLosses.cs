namespace SparseLsr.Gen.Tests.Sums;

/// <summary>Losses with sums over classes: what there is in papers, and each kind of thing that a sum can use.</summary>
internal static partial class SumLosses
{
    /// <summary>(1 − p)² + Σ′ p_j², written as the distance from the one-hot target.</summary>
    [SparseTargetLoss]
    internal sealed partial class SquaredDistanceLoss
    {
        private static double Loss(Row row) => row.Sum(c =>
        {
            double distance = c.Prob - (c.IsTarget ? 1 : 0);
            return distance * distance;
        });
    }

    /// <summary>The multi-class hinge loss (torch's <c>multi_margin_loss</c> with p = 1).</summary>
    [SparseTargetLoss]
    internal sealed partial class MultiMarginLoss
    {
        private static double Loss(Row row, double margin = 1) =>
            row.SumOthers(c => Math.Max(0, margin + c.Logit - row.TargetLogit)) / row.Classes;
    }

    /// <summary>The same, squared (p = 2).</summary>
    [SparseTargetLoss]
    internal sealed partial class SquaredHingeLoss
    {
        private static double Loss(Row row, double margin = 1) => row.SumOthers(c => Square(Math.Max(0, margin + c.Logit - row.TargetLogit)));

        private static double Square(double x) => x * x;
    }

    /// <summary>Normalized cross entropy (Ma et al., 2020).</summary>
    [SparseTargetLoss]
    internal sealed partial class NormalizedCrossEntropyLoss
    {
        private static double Loss(Row row) => row.LogProb / row.Sum(c => c.LogProb);
    }

    /// <summary>The spherical score −p/√Σ p_j².</summary>
    [SparseTargetLoss]
    internal sealed partial class SphericalLoss
    {
        private static double Loss(Row row) => -row.Prob / Math.Sqrt(row.Sum(c => c.Prob * c.Prob));
    }

    /// <summary>The mean distance of ordinal classes from the target, Σ p_j·|j − t|.</summary>
    [SparseTargetLoss]
    internal sealed partial class OrdinalLoss
    {
        private static double Loss(Row row) => row.Sum(c => c.Prob * Math.Abs(c.Index - row.Target)) - 0.1 * row.LogProb;
    }

    /// <summary>Two levels of sums: how far the probabilities are from their mean.</summary>
    [SparseTargetLoss]
    internal sealed partial class DeviationLoss
    {
        private static double Loss(Row row, double scale = 0.5)
        {
            double mean = row.Sum(c => c.Prob * c.Prob);
            double variance = row.Sum(c => c.Prob * (c.Prob - mean) * (c.Prob - mean));
            return scale * Math.Log(0.01 + variance) - row.LogProb;
        }
    }

    /// <summary>Two levels, the second one of the logits' offsets from their own weighted mean.</summary>
    [SparseTargetLoss]
    internal sealed partial class TemperedLoss
    {
        private static double Loss(Row row, double a = 0.25)
        {
            double mean = row.Sum(c => Math.Tanh(c.LogProb) * c.Prob);
            return row.SumOthers(c => Math.Exp(a * c.LogProb) * Math.Abs(c.Prob - mean) * row.Complement);
        }
    }

    /// <summary>The Jensen-Shannon divergence of the probabilities from the uniform distribution.</summary>
    [SparseTargetLoss]
    internal sealed partial class JensenShannonLoss
    {
        private static double Loss(Row row)
        {
            double uniform = 1 / row.Classes;
            return row.Sum(c =>
            {
                double logMean = Math.Log(0.5 * (c.Prob + uniform));
                return 0.5 * (c.Prob * (c.LogProb - logMean) + uniform * (Math.Log(uniform) - logMean));
            }) - row.LogProb;
        }
    }

    /// <summary>As the seesaw loss (Wang et al., 2021): other classes that are ahead weigh more; a condition on the row.</summary>
    [SparseTargetLoss]
    internal sealed partial class SeesawLikeLoss
    {
        private static double Loss(Row row, double q = 1.5) => Math.Log(1 + row.SumOthers(c => Weight(row, c, q) * Math.Exp(c.Logit - row.TargetLogit)));

        private static double Weight(Row row, RowClass c, double q)
        {
            if (row.Prob > 0.9)
                return 1 / (1 + c.Index);
            return c.Prob > row.Prob ? Math.Pow(c.Prob / row.Prob, q) : 1;
        }
    }

    /// <summary>Binary cross entropy of each class against the one-hot target.</summary>
    [SparseTargetLoss]
    internal sealed partial class OneVersusAllLoss
    {
        private static double Loss(Row row) => row.Sum(c => c.IsTarget ? Math.Log(1 + Math.Exp(-c.Logit)) : Math.Log(1 + Math.Exp(c.Logit)));
    }

    /// <summary>Functions of all kinds; of a masked class, some have no value and some have.</summary>
    [SparseTargetLoss]
    internal sealed partial class ManyFunctionsLoss
    {
        private static double Loss(Row row, double a = 0.7) =>
            row.Sum(c => Math.Tanh(c.Logit) * (1 + c.Prob) + Math.Clamp(c.Logit, -1, 2) * a)
            + row.SumOthers(c => Math.Sin(c.Logit + row.Prob))
            + row.SumOthers(c => Math.Abs(c.Prob - a * row.Prob))
            + row.SumOthers(c => Math.Cos(c.Index) * Math.Atan(c.Logit - row.LogSumExp));
    }

    /// <summary>An entropy that forgets classes which are sure: a power and a product of two vanishing factors.</summary>
    [SparseTargetLoss]
    internal sealed partial class FocalEntropyLoss
    {
        private static double Loss(Row row, double gamma = 1.3) =>
            row.Entropy * row.Sum(c => -c.Prob * c.LogProb * Math.Pow(1 - c.Prob, gamma)) - 0.2 * row.MeanLogProb * row.SumOthers(c => c.Prob * c.Prob);
    }

    public static IReadOnlyDictionary<string, (SparseTargetLoss Module, SumReference Reference)> All { get; } =
        new Dictionary<string, (SparseTargetLoss, SumReference)>
        {
            [nameof(BrierLoss)] = (new BrierLoss(), BrierLoss.EvaluateReference),
            [nameof(SquaredDistanceLoss)] = (new SquaredDistanceLoss(), SquaredDistanceLoss.EvaluateReference),
            [nameof(MultiMarginLoss)] = (new MultiMarginLoss(), (logits, target) => MultiMarginLoss.EvaluateReference(logits, target)),
            [nameof(SquaredHingeLoss)] = (new SquaredHingeLoss(), (logits, target) => SquaredHingeLoss.EvaluateReference(logits, target)),
            [nameof(NormalizedCrossEntropyLoss)] = (new NormalizedCrossEntropyLoss(), NormalizedCrossEntropyLoss.EvaluateReference),
            [nameof(SphericalLoss)] = (new SphericalLoss(), SphericalLoss.EvaluateReference),
            [nameof(OrdinalLoss)] = (new OrdinalLoss(), OrdinalLoss.EvaluateReference),
            [nameof(DeviationLoss)] = (new DeviationLoss(), (logits, target) => DeviationLoss.EvaluateReference(logits, target)),
            [nameof(TemperedLoss)] = (new TemperedLoss(), (logits, target) => TemperedLoss.EvaluateReference(logits, target)),
            [nameof(JensenShannonLoss)] = (new JensenShannonLoss(), JensenShannonLoss.EvaluateReference),
            [nameof(SeesawLikeLoss)] = (new SeesawLikeLoss(), (logits, target) => SeesawLikeLoss.EvaluateReference(logits, target)),
            [nameof(OneVersusAllLoss)] = (new OneVersusAllLoss(), OneVersusAllLoss.EvaluateReference),
            [nameof(ManyFunctionsLoss)] = (new ManyFunctionsLoss(), (logits, target) => ManyFunctionsLoss.EvaluateReference(logits, target)),
            [nameof(FocalEntropyLoss)] = (new FocalEntropyLoss(), (logits, target) => FocalEntropyLoss.EvaluateReference(logits, target)),
        };
}

/// <summary>A declaration's own method.</summary>
internal delegate double SumReference(ReadOnlySpan<double> logits, int target);
