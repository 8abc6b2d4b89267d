using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Derivatives;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>What the generator derived for a loss, interpreted in float64: the kernel without emitter and sweeps.</summary>
internal static class DerivedLoss
{
    public static (double Value, double[] Gradient) Interpret(LossPlan plan, FuzzRow row, IReadOnlyDictionary<string, double> parameters)
    {
        if (plan.Transform is not { Declared: var transform })
            return Interpret(plan.Derivation, row, parameters);
        Expr byLogit = Differentiator.ByClassLogit(transform, new Simplifier(CancellationToken.None));
        (double value, double[] gradient) = Interpret(plan.Derivation, Transformed(transform, row, parameters), parameters);
        return (value, [.. gradient.Select((after, j) => IsMasked(row, j) ? 0 : after * OfTransform(byLogit, row, j, parameters))]);
    }

    public static (double Value, double[] Gradient) Interpret(Derivation derivation, FuzzRow row, IReadOnlyDictionary<string, double> parameters)
    {
        (RowStatistics<double, Float64Math> statistics, double maximum, double[] exponentials) = Sweep(row);
        Func<RowStatistic, double>[] classes = Classes(row, statistics);
        Func<RowStatistic, double>[] allOthers = [.. classes.Where((_, j) => j != row.Target)];
        double Evaluate(Expr expr) => DerivedLoss.Evaluate(expr, row, classes[row.Target], allOthers, parameters);
        (double others, double target) = (Evaluate(derivation.ByOthers), Evaluate(derivation.ByTarget));
        (double mean, double entropy) = (Evaluate(derivation.ByMean) / row.Logits.Length, Evaluate(derivation.ByEntropy));
        double[] gradient = [.. row.Logits.Select((logit, j) =>
        {
            if (j == row.Target)
                return target + mean;
            if (double.IsNegativeInfinity(logit))
                return 0;
            double logShare = logit - maximum - statistics.LogSum;
            double ofClass = DerivedLoss.Evaluate(derivation.ByClass, row, classes[j], allOthers, parameters);
            return exponentials[j] * statistics.PerExponential * (others - entropy * (logShare + statistics.OthersEntropy)) + mean + ofClass;
        })];
        return (Evaluate(derivation.Loss), gradient);
    }

    /// <summary>The loss as it was declared, in the order in which it was written.</summary>
    public static double Declared(LossPlan plan, FuzzRow row, IReadOnlyDictionary<string, double> parameters) =>
        Declared(plan.Model.Loss, plan.Model.Transform is { } transform ? Transformed(transform, row, parameters) : row, parameters);

    /// <summary>As above.</summary>
    public static double Declared(Expr loss, FuzzRow row, IReadOnlyDictionary<string, double> parameters)
    {
        Func<RowStatistic, double>[] classes = Classes(row, Sweep(row).Statistics);
        return Evaluate(loss, row, classes[row.Target], [.. classes.Where((_, j) => j != row.Target)], parameters);
    }

    private static FuzzRow Transformed(Expr transform, FuzzRow row, IReadOnlyDictionary<string, double> parameters) => row with
    {
        Logits = [.. row.Logits.Select((logit, j) => IsMasked(row, j) ? logit : OfTransform(transform, row, j, parameters))],
    };

    private static bool IsMasked(FuzzRow row, int j) => double.IsNegativeInfinity(row.Logits[j]);

    private static double OfTransform(Expr expr, FuzzRow row, int j, IReadOnlyDictionary<string, double> parameters)
    {
        double Statistic(RowStatistic kind) => kind switch
        {
            RowStatistic.ClassLogit => row.Logits[j],
            RowStatistic.ClassIndex => j,
            _ => row.Target,
        };
        return Evaluate(expr, row, Statistic, [], parameters);
    }

    private static double Evaluate(
        Expr expr, FuzzRow row, Func<RowStatistic, double> statistic, Func<RowStatistic, double>[] others,
        IReadOnlyDictionary<string, double> parameters)
    {
        double Number(string name) => parameters.TryGetValue(name, out double own) ? own : row.Number(name);
        return Interpreter.Evaluate(expr, Number, statistic, others, row.Element);
    }

    /// <summary>The statistics of the row and of each of its classes.</summary>
    private static Func<RowStatistic, double>[] Classes(FuzzRow row, RowStatistics<double, Float64Math> statistics) =>
    [
        .. row.Logits.Select((logit, j) => (Func<RowStatistic, double>)(kind => kind switch
        {
            RowStatistic.ClassLogit => logit,
            RowStatistic.ClassLogProb => logit - statistics.OthersMaximum - statistics.LogSumExpOffset,
            RowStatistic.ClassProb => Math.Exp(logit - statistics.OthersMaximum - statistics.LogSumExpOffset),
            RowStatistic.ClassIndex => j,
            _ => Of(statistics, kind),
        })),
    ];

    private static (RowStatistics<double, Float64Math> Statistics, double Maximum, double[] Exponentials) Sweep(FuzzRow row)
    {
        double[] logits = row.Logits;
        double maximum = logits.Where((_, j) => j != row.Target).Max();
        double[] exponentials = [.. logits.Select((logit, j) => j == row.Target ? 0 : Math.Exp(logit - maximum))];
        var sums = RowSums<double, Float64Math>.Empty();
        sums.Maximum = maximum;
        sums.Sum = exponentials.Sum();
        sums.Weighted = exponentials.Select((exp, j) => Float64Math.MultiplyNoNan(exp, logits[j] - maximum)).Sum();
        sums.MeanOffset = logits.Where((_, j) => j != row.Target).Sum(logit => (logit - maximum) / logits.Length);
        RowStatistics<double, Float64Math> statistics = default;
        statistics.Take(sums, row.Target, logits[row.Target], logits.Length);
        return (statistics, maximum, exponentials);
    }

    private static double Of(in RowStatistics<double, Float64Math> row, RowStatistic kind) => kind switch
    {
        RowStatistic.LogOdds => row.LogOdds,
        RowStatistic.LogProb => row.LogProb,
        RowStatistic.Prob => row.Prob,
        RowStatistic.LogComplement => row.LogComplement,
        RowStatistic.Complement => row.Complement,
        RowStatistic.TargetLogit => row.TargetLogit,
        RowStatistic.LogSumExp => row.LogSumExp,
        RowStatistic.MeanLogit => row.MeanLogit,
        RowStatistic.MeanLogProb => row.MeanLogProb,
        RowStatistic.Entropy => row.Entropy,
        RowStatistic.OthersEntropy => row.OthersEntropy,
        RowStatistic.Target => row.Target,
        RowStatistic.Classes => row.Classes,
        RowStatistic.OthersMaximum => row.OthersMaximum,
        RowStatistic.MaxOtherLogit => row.MaxOtherLogit,
        RowStatistic.MaxOtherOffset => row.MaxOtherOffset,
        RowStatistic.TargetOffset => row.TargetOffset,
        RowStatistic.LogSumExpOffset => row.LogSumExpOffset,
        RowStatistic.MeanOffset => row.MeanOffset,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a statistic"),
    };
}
