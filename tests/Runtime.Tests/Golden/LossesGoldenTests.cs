using System.Text.Json;
using SparseLsr.Gen.Tests.Engines;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Golden;

/// <summary>losses.json: ten losses on six kinds of rows, from 60-digit arithmetic.</summary>
public sealed class LossesGoldenTests
{
    private static readonly JsonElement[] _cases = GoldenFile.Read("losses.json");

    public static TheoryData<int, string> Cases => [.. _cases.Select((golden, i) => (i, Describe(golden)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Module(int index, string description)
    {
        JsonElement golden = _cases[index];
        double[] logits = golden.Numbers("logits");
        long[] shape = golden.Integers("shape");
        Tensor targets = tensor(golden.Integers("targets"));
        GoldenRun losses = GoldenRun.Of(Loss(golden), Parameters(golden), logits, shape, targets, nn.Reduction.None);
        GoldenRun mean = GoldenRun.Of(Loss(golden), Parameters(golden), logits, shape, targets, nn.Reduction.Mean);

        var verdict = new Verdict();
        CheckValues(verdict, losses.Values, golden, description);
        CheckGradient(verdict, mean.Gradient, golden, description);
        verdict.AssertRight();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Spans(int index, string description)
    {
        JsonElement golden = _cases[index];
        double[] logits = golden.Numbers("logits"), gradient = new double[logits.Length];
        long[] targets = golden.Integers("targets");
        int classes = logits.Length / targets.Length;
        var values = new double[targets.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            Range row = (i * classes)..((i + 1) * classes);
            RowGradient<double> evaluate = TestedLosses.Named(Loss(golden)).DoubleGradient;
            values[i] = evaluate(logits.AsSpan(row), (int)targets[i], gradient.AsSpan(row), Parameters(golden));
        }

        var verdict = new Verdict();
        CheckValues(verdict, values, golden, description);
        CheckGradient(verdict, [.. gradient.Select(element => element / targets.Length)], golden, description);
        verdict.AssertRight();
    }

    private static string Loss(JsonElement golden) => golden.Text("loss") + "Loss";

    private static double[] Parameters(JsonElement golden) =>
        [.. golden.GetProperty("hyper").EnumerateObject().Select(parameter => parameter.Value.GetDouble())];

    private static string Describe(JsonElement golden) =>
        $"{golden.Text("loss")}, {golden.Text("kind")}, {string.Join('×', golden.Integers("shape"))}";

    private static void CheckValues(Verdict verdict, double[] values, JsonElement golden, string description)
    {
        double[] expected = golden.Numbers("losses");
        for (int i = 0; i < expected.Length; i++)
        {
            int row = i;
            verdict.Check(values[i], expected[i], Allowed(expected[i]), () => $"{description}, row {row}");
        }
    }

    private static void CheckGradient(Verdict verdict, double[] gradient, JsonElement golden, string description)
    {
        double[] expected = golden.Numbers("grad_of_mean");
        int classes = expected.Length / golden.Numbers("losses").Length;
        for (int start = 0; start < expected.Length; start += classes)
        {
            int row = start / classes;
            double[] ofRow = expected[start..(start + classes)];
            verdict.Check(gradient.AsSpan(start, classes), ofRow, Allowed(ofRow.Max(Math.Abs)), () => $"{description}, row {row}");
        }
    }

    private static double Allowed(double largest) =>
        Tolerance.Relative(isSingle: false) * Math.Abs(largest) + Tolerance.SmallestNormal(isSingle: false);
}
