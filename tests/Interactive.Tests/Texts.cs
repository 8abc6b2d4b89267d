using System.Globalization;

namespace SparseLsr.Gen.Interactive.Tests;

/// <summary>Declarations that several tests compile.</summary>
internal static class Texts
{
    public const string Focal = "static double Loss(Row row, double gamma = 2) => -Math.Pow(1 - row.Prob, gamma) * row.LogProb;";

    /// <summary>Everything that a declaration can have, as members.</summary>
    public const string Everything = """
        private const double Half = 0.5;

        static double Logit(RowClass c, [Learned] double scale = 1) => scale * c.Logit;

        static double Loss(
            Row row, ClassVector alpha, [PerRow] double importance, [PerRow] ClassVector cost, [Range(0, 10)] double lambda = 1) =>
            -importance * alpha[row] * row.LogProb + Scaled(lambda) * row.Sum(c => cost[c] * c.Prob);

        static double Scaled(double x) => Half * x;

        [RowMetric] static double Entropy(Row row) => row.Entropy;
        """;

    public static CompiledLoss Compile(string text) => LossCompiler.Compile(text, TestContext.Current.CancellationToken);

    /// <summary>One of many losses that differ.</summary>
    public static string Numbered(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"static double Loss(Row row, [Learned] double w = 1) => -w * row.LogProb + {number} * (1 - row.Prob);");
}
