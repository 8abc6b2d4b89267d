using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>A row put through a loss by scalar loops in float64: its sums, and its gradient, from their definitions.</summary>
internal sealed class ReferenceRow(double[] logits, int target)
{
    public double[] Gradient { get; } = new double[logits.Length];

    public double Run<TLoss>(TLoss loss)
        where TLoss : unmanaged, IRowLoss
    {
        double maximum = Others.DefaultIfEmpty(logits[target]).Max();
        double[] exponentials = [.. logits.Select(z => Math.Exp(z - maximum))];
        var sums = RowSums<double, Float64Math>.Empty();
        sums.Maximum = Others.DefaultIfEmpty(sums.Maximum).Max();
        sums.Sum = Others.Sum(z => Math.Exp(z - maximum));
        sums.Weighted = Others.Sum(z => Math.Exp(z - maximum) is var exp && exp > 0 ? exp * (z - maximum) : 0);
        sums.MeanOffset = logits.Where((_, j) => j != target).Sum(z => (z - maximum) / logits.Length);
        RowStatistics<double, Float64Math> statistics = default;
        statistics.Take(sums, target, logits[target], logits.Length);
        double value = loss.Evaluate<double, Float64Math, Yes>(statistics, out GradientCoefficients<double> by);

        double sum = sums.Sum, othersEntropy = statistics.OthersEntropy;
        for (int j = 0; j < logits.Length; j++)
        {
            double offset = logits[j] - maximum, q = sum > 0 ? exponentials[j] / sum : 0;
            double entropy = q > 0 ? q * by.Entropy * (offset - Math.Log(sum) + othersEntropy) : 0;
            Gradient[j] = double.IsNegativeInfinity(offset) ? 0 : q * by.Others - entropy + by.Mean / logits.Length;
        }
        Gradient[target] = by.Target + by.Mean / logits.Length;
        return value;
    }

    /// <summary>The other classes that are not masked.</summary>
    private IEnumerable<double> Others => logits.Where((z, j) => j != target && !double.IsNegativeInfinity(z));
}
