namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>The statistics of single rows: by brute force, and the table of edges.</summary>
public sealed class RowTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e4)]
    [InlineData(-1e4)]
    public void Ordinary_rows_by_brute_force(double offset)
    {
        double[] plain = [0.5, -1.25, 2, 0.125, -3];
        double[] logits = [.. plain.Select(z => z + offset)];
        double sum = plain.Sum(Math.Exp);
        for (int target = 0; target < logits.Length; target++)
        {
            Row row = Row.From(logits, target);
            double p = Math.Exp(plain[target]) / sum;
            Near(p, row.Prob);
            Near(1 - p, row.Complement);
            Near(Math.Log(p), row.LogProb);
            Near(Math.Log(1 - p), row.LogComplement);
            Near(Math.Log(p / (1 - p)), row.LogOdds);
            Near(plain[target] + offset, row.TargetLogit);
            Near(Math.Log(sum) + offset, row.LogSumExp);
            Near(plain.Average() + offset, row.MeanLogit);
            Near(plain.Average() - Math.Log(sum), row.MeanLogProb);
            Near(-plain.Sum(z => Math.Exp(z) / sum * (z - Math.Log(sum))), row.Entropy);
            double others = 1 - p;
            IEnumerable<double> q = plain.Where((_, j) => j != target).Select(z => Math.Exp(z) / sum / others);
            Near(-q.Sum(x => x * Math.Log(x)), row.OthersEntropy);
            Assert.Equal(target, row.Target);
            Assert.Equal(5, row.Classes);
        }
    }

    [Fact]
    public void Nothing_cancels_at_high_confidence()
    {
        Row row = Row.From([60, 0, 0], 0);
        double odds = Math.Exp(60) / 2;
        Assert.Equal(1, row.Prob);
        Assert.Equal(1 / odds, row.Complement, tolerance: 1e-14 / odds);
        Assert.Equal(-1 / odds, row.LogProb, tolerance: 1e-14 / odds);
        Assert.Equal(Math.Log(2) - 60, row.LogComplement, tolerance: 1e-13);
        // p ≈ 1: H = (1 − p)·(1 + d + H′) to first order.
        Assert.Equal((1 + 60 - Math.Log(2) + Math.Log(2)) / odds, row.Entropy, tolerance: 1e-12 / odds);
    }

    [Fact]
    public void A_masked_target()
    {
        Row row = Row.From([1, -Infinity, 1], 1);
        Assert.Equal(-Infinity, row.LogOdds);
        Assert.Equal(-Infinity, row.LogProb);
        Assert.Equal(0, row.Prob);
        Assert.Equal(0, row.LogComplement);
        Assert.Equal(1, row.Complement);
        Assert.Equal(-Infinity, row.TargetLogit);
        Near(1 + Math.Log(2), row.LogSumExp);
        Assert.Equal(-Infinity, row.MeanLogit);
        Assert.Equal(-Infinity, row.MeanLogProb);
        Near(Math.Log(2), row.Entropy);
    }

    [Theory]
    [InlineData(new[] { 2.5 }, 2.5, 0.0)]
    [InlineData(new[] { 2.5, -Infinity, -Infinity }, -Infinity, -Infinity)]
    public void No_other_class_left(double[] logits, double meanLogit, double meanLogProb)
    {
        Row row = Row.From(logits, 0);
        Assert.Equal(Infinity, row.LogOdds);
        Assert.Equal(0, row.LogProb);
        Assert.Equal(1, row.Prob);
        Assert.Equal(-Infinity, row.LogComplement);
        Assert.Equal(0, row.Complement);
        Assert.Equal(2.5, row.TargetLogit);
        Assert.Equal(2.5, row.LogSumExp);
        Assert.Equal(meanLogit, row.MeanLogit);
        Assert.Equal(meanLogProb, row.MeanLogProb);
        Assert.Equal(0, row.Entropy);
        Assert.Equal(0, row.OthersEntropy);
        Assert.Equal(logits.Length, row.Classes);
    }

    [Fact]
    public void Some_others_masked()
    {
        Row row = Row.From([0, -Infinity, 0], 0);
        Near(0.5, row.Prob);
        Near(Math.Log(2), row.Entropy);
        Near(Math.Log(2), row.LogSumExp);
        Assert.Equal(-Infinity, row.MeanLogit);
    }

    [Theory]
    [InlineData(new[] { -Infinity, -Infinity }, 0)]
    [InlineData(new[] { -Infinity }, 0)]
    [InlineData(new[] { 1, Infinity }, 0)]
    [InlineData(new[] { Infinity, 1 }, 0)]
    [InlineData(new[] { Infinity, Infinity }, 0)]
    [InlineData(new[] { 1, double.NaN }, 0)]
    [InlineData(new[] { double.NaN, 1 }, 0)]
    [InlineData(new[] { double.NaN }, 0)]
    [InlineData(new[] { -Infinity, double.NaN, 3 }, 2)]
    public void Rows_without_a_softmax(double[] logits, int target)
    {
        Row row = Row.From(logits, target);
        double[] statistics =
        [
            row.LogOdds, row.LogProb, row.Prob, row.LogComplement, row.Complement, row.TargetLogit, row.LogSumExp, row.MeanLogit,
            row.MeanLogProb, row.Entropy,
        ];
        Assert.All(statistics, value => Assert.Equal(double.NaN, value));
        Assert.Equal(logits.Length, row.Classes);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => Row.From([], 0)).ParamName);
        Assert.Equal("target", Assert.Throws<ArgumentOutOfRangeException>(() => Row.From([1, 2], 2)).ParamName);
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Row.From([1, 2], -1));
        Assert.Equal(-1, exception.ActualValue);
        Assert.Contains("0 to 1", exception.Message);
    }

    private static void Near(double expected, double actual) =>
        Assert.Equal(expected, actual, tolerance: 1e-11 * Math.Max(1, Math.Abs(expected)));
}
