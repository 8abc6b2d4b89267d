namespace SparseLsr.Gen.Tests.Metrics;

/// <summary>Metrics of sums that nothing else needs, of transformed logits, of an input and of a class vector that is the weight.</summary>
[SparseTargetLoss]
public sealed partial class MetricsLoss
{
    private static double Logit(RowClass c, double scale) => scale * c.Logit;

    private static double Loss(Row row, [PerRow] double factor, ClassVector weight) => -factor * weight[row] * row.LogProb;

    /// <summary>Σ p².</summary>
    [RowMetric]
    private static double Purity(Row row) => row.Sum(c => c.Prob * c.Prob);

    /// <summary>Of two levels.</summary>
    [RowMetric]
    private static double Above(Row row, [PerRow] double factor, double scale)
    {
        double purity = Purity(row);
        return factor * scale * row.SumOthers(c => Math.Max(0, c.Prob - purity));
    }

    /// <summary>z̄.</summary>
    [RowMetric]
    private static double Mean(Row row) => row.MeanLogit;

    /// <summary>w_t.</summary>
    [RowMetric]
    private static double Weight(Row row, ClassVector weight) => weight[row] + row.Prob * 0;
}
