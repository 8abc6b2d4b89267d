using SparseLsr.Gen.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>The statistics as torch code sees them, on ordinary rows and from wall to wall.</summary>
public sealed class TorchRowTests
{
    private const double Inf = double.PositiveInfinity;

    [Theory]
    [InlineData(0)]
    [InlineData(1e4)]
    [InlineData(-1e4)]
    public void Statistics_are_those_of_the_softmax(double offset)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] z = [0.5, -1, 2, 0.25];
        TorchRow row = Row(2, [.. z.Select(x => x + offset)]);
        double lse = Math.Log(z.Sum(Math.Exp)), p = Math.Exp(2 - lse), mean = z.Average();
        double entropy = z.Sum(x => Math.Exp(x - lse) * (lse - x));
        double others = Math.Log(z.Where(x => x != 2).Sum(Math.Exp));
        double[] q = [.. z.Where(x => x != 2).Select(x => Math.Exp(x - others))];
        // At an offset the logits themselves are rounded.
        double tolerance = offset == 0 ? 1e-15 : 1e-11;

        Assert.Equal(4, row.Classes);
        Near(2 - others, row.LogOdds);
        Near(Math.Log(p), row.LogProb);
        Near(p, row.Prob);
        Near(Math.Log(1 - p), row.LogComplement);
        Near(1 - p, row.Complement);
        Near(2 + offset, row.TargetLogit);
        Near(lse + offset, row.LogSumExp);
        Near(mean + offset, row.MeanLogit);
        Near(mean - lse, row.MeanLogProb);
        Near(entropy, row.Entropy);
        Near(-q.Sum(x => x * Math.Log(x)), row.OthersEntropy);
        Near(2, row.Target);
        Near(0.5 + offset, row.OthersMaximum);
        Near(1.5, row.TargetOffset);
        Near(lse - 0.5, row.LogSumExpOffset);
        Near(mean - 0.5, row.MeanOffset);
        Near(7, row.Constant(7));

        void Near(double expected, Tensor actual) =>
            Assert.Equal(expected, actual[0].ToDouble(), tolerance * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData("target masked", new[] { 1, -Inf, 0 }, 1, -Inf, 0, -Inf)]
    [InlineData("others masked", new[] { -Inf, 3, -Inf }, 1, Inf, 1, 0)]
    [InlineData("one class", new[] { 3.0 }, 0, Inf, 1, 0)]
    [InlineData("all masked", new[] { -Inf, -Inf }, 0, double.NaN, double.NaN, double.NaN)]
    [InlineData("other infinite", new[] { 1, Inf }, 0, double.NaN, double.NaN, double.NaN)]
    [InlineData("NaN", new[] { 1, double.NaN }, 0, double.NaN, double.NaN, double.NaN)]
    [InlineData("target infinite", new[] { 1, Inf, 2 }, 1, double.NaN, double.NaN, double.NaN)]
    [InlineData("target NaN", new[] { 1, double.NaN, 2 }, 1, double.NaN, double.NaN, double.NaN)]
    [InlineData("confident", new double[] { -800, 0, 0 }, 0, -800.6931471805599, 0, -800.6931471805599)]
    public void Edges(string name, double[] logits, int target, double odds, double prob, double logProb)
    {
        using DisposeScope scope = NewDisposeScope();
        TorchRow row = Row(target, logits);
        Assert.Equal((name, odds), (name, row.LogOdds[0].ToDouble()));
        Assert.Equal(prob, row.Prob[0].ToDouble(), 1e-300);
        Assert.Equal(logProb, row.LogProb[0].ToDouble());
        Assert.Equal(prob, 1 - row.Complement[0].ToDouble());
        if (!double.IsNaN(odds))
        {
            Assert.True(double.IsFinite(row.Entropy[0].ToDouble()));
            Assert.True(double.IsFinite(row.OthersEntropy[0].ToDouble()));
        }
        // As in plain C#, also where no other class or no softmax is left.
        SparseLsr.Gen.Row reference = SparseLsr.Gen.Row.From(logits, target);
        Assert.Equal(reference.OthersEntropy, row.OthersEntropy[0].ToDouble(), 1e-15);
        Assert.Equal(reference.Target, row.Target[0].ToDouble());
    }

    /// <summary>No masked class, no certain target and no tie makes any derivative NaN, at the first or second order.</summary>
    [Theory]
    [InlineData(nameof(TorchRow.LogProb))]
    [InlineData(nameof(TorchRow.Prob))]
    [InlineData(nameof(TorchRow.LogSumExp))]
    [InlineData(nameof(TorchRow.Entropy))]
    [InlineData(nameof(TorchRow.OthersEntropy))]
    public void Derivatives_stay_finite(string statistic)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(new double[,]
        {
            { 1, -Inf, 0, 2 }, { 1, -Inf, -Inf, 2 }, { -Inf, -Inf, -Inf, 2 },
            { 0, 0, 0, 0 }, { 900, -900, 0, 1 }, { -900, 900, 0, 900 },
        });
        Tensor targets = tensor(new long[] { 0, 3, 3, 2, 1, 1 });
        Tensor Statistic(Tensor x) => (Tensor)typeof(TorchRow).GetProperty(statistic)!.GetValue(new TorchRow(x, targets))!;
        Tensor upstream = ones(6, float64);
        Assert.All(Gradients.Numbers(Gradients.Of(Statistic, logits)), x => Assert.True(double.IsFinite(x)));
        (Tensor byInput, _) = Gradients.OfGradient(Statistic, logits, upstream, tensor(new[] { 1.0, 2, 3, 5 }).expand(6, 4));
        Assert.All(Gradients.Numbers(byInput), x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Entropy_has_the_right_curvature_where_both_halves_meet()
    {
        // d = 0: p = 1/2. H = H_b(d) for two classes, H_b'' = −p(1 − p)(1 + d(1 − 2p)) = −1/4; d = z_0 − z_1.
        using DisposeScope scope = NewDisposeScope();
        Tensor targets = zeros(1, int64);
        (Tensor byInput, _) = Gradients.OfGradient(
            x => new TorchRow(x, targets).Entropy, zeros(1, 2, float64), ones(1, float64), tensor(new double[,] { { 1, 0 } }));
        Assert.Equal(-0.25, Gradients.Numbers(byInput)[0], 1e-15);
        Assert.Equal(0.25, Gradients.Numbers(byInput)[1], 1e-15);
    }

    [Fact]
    public void Masked_class_has_no_part_in_the_means_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor targets = zeros(1, int64);
        Tensor logits = tensor(new double[,] { { 1, double.NegativeInfinity, 2, 3 } });
        Tensor gradient = Gradients.Of(x => new TorchRow(x, targets).MeanLogit, logits);
        Assert.Equal([0.25, 0, 0.25, 0.25], Gradients.Numbers(gradient));
        Tensor mean = tensor(new[] { 2.0 }), target = tensor(new[] { 5.0 });
        Tensor stored = new TorchRow(logits, targets).Gradient(target, zeros(1, float64), byMean: mean);
        Assert.Equal([5.5, 0, 0.5, 0.5], Gradients.Numbers(stored));
    }

    private static TorchRow Row(int target, double[] logits) => new(tensor(logits).unsqueeze(0), tensor(new long[] { target }));
}
