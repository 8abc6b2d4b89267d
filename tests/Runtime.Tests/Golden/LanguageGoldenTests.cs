using System.Text.Json;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Golden;

/// <summary>language.json: losses that speak the whole language, from 60-digit arithmetic.</summary>
public sealed class LanguageGoldenTests
{
    private static readonly JsonElement[] s_cases = GoldenFile.Read("language.json");

    private static readonly Dictionary<string, Type> s_losses = new()
    {
        ["Brier"] = typeof(BrierLoss),
        ["Hinge"] = typeof(MultiMarginLoss),
        ["DualFocal"] = typeof(DualFocalLoss),
        ["SoftcapCrossEntropy"] = typeof(SoftcapCrossEntropyLoss),
        ["BalancedSoftmax"] = typeof(BalancedSoftmaxLoss),
        ["Ldam"] = typeof(LdamLoss),
    };

    /// <summary>Parameters that the file does not name, before and after those that it does.</summary>
    private static readonly Dictionary<string, (double[] Before, double[] After)> s_constants = new()
    {
        ["Hinge"] = ([1], []),
        ["SoftcapCrossEntropy"] = ([], [1e-3]),
    };

    public static TheoryData<int, string> Cases =>
    [
        .. from item in s_cases.Index()
           where s_losses.ContainsKey(item.Item.Text("loss"))
           select (item.Index, $"{item.Item.Text("loss")}, {item.Item.Text("kind")}, {string.Join('×', item.Item.Integers("shape"))}"),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Module(int index, string description)
    {
        JsonElement golden = s_cases[index];
        var result = new CheckResult();
        foreach (ScalarType type in (ScalarType[])[ScalarType.Float64, ScalarType.Float32])
        {
            Check(golden, Forward(golden, type, composed: false), Relative(golden, type), result, $"{description}, {type}");
            Check(golden, Forward(golden, type, composed: true), Relative(golden, type), result, $"{description}, {type}, composed");
        }
        result.AssertRight();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Spans(int index, string description)
    {
        JsonElement golden = s_cases[index];
        TestedLoss loss = TestedLosses.Of(s_losses[golden.Text("loss")]);
        double[] logits = golden.Numbers("logits"), gradient = new double[logits.Length];
        long[] targets = golden.Integers("targets");
        int classes = logits.Length / targets.Length;
        var result = new CheckResult();
        double[] values =
        [
            .. targets.Select((target, i) =>
            {
                Range row = (i * classes)..((i + 1) * classes);
                double value = loss.DoubleGradient(logits.AsSpan(row), (int)target, gradient.AsSpan(row), Parameters(golden));
                result.Check(loss.Reference(logits.AsSpan(row), (int)target, Parameters(golden)), value, 1e-9 * Math.Abs(value), () => description);
                return value;
            }),
        ];
        Check(golden, (values, [.. gradient.Select(element => element / targets.Length)]), 1e-9, result, description);
        result.AssertRight();
    }

    private static (double[] Values, double[] Gradient) Forward(JsonElement golden, ScalarType type, bool composed)
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(golden.Numbers("logits"), golden.Integers("shape")).to(type).requires_grad_();
        Tensor targets = tensor(golden.Integers("targets"));
        TestedLoss loss = TestedLosses.Of(s_losses[golden.Text("loss")]);
        using SparseTargetLoss none = loss.Create(Parameters(golden), null, null, nn.Reduction.None);
        using SparseTargetLoss mean = loss.Create(Parameters(golden), null, null, nn.Reduction.Mean);
        Tensor values = composed ? none.ComposedForward(logits, targets) : none.forward(logits, targets);
        (composed ? mean.ComposedForward(logits, targets) : mean.forward(logits, targets)).backward();
        return (Numbers(values), Numbers(logits.grad!));
    }

    internal static double[] Numbers(Tensor tensor) => tensor.to(ScalarType.Float64).reshape(-1).data<double>().ToArray();

    private static double[] Parameters(JsonElement golden)
    {
        (double[] before, double[] after) = s_constants.GetValueOrDefault(golden.Text("loss"), ([], []));
        return [.. golden.GetProperty("class_vectors").EnumerateObject().SelectMany(vector => vector.Value.EnumerateArray().Select(number => number.GetDouble())), .. before, .. golden.GetProperty("scalars").EnumerateObject().Select(parameter => parameter.Value.GetDouble()), .. after];
    }

    /// <summary>Of the largest number of a row. The logits are float32 numbers; a common offset costs them the digits that it takes up.</summary>
    internal static double Relative(JsonElement golden, ScalarType type) =>
        type == ScalarType.Float64 ? 1e-9 : golden.Text("kind") == "offset" ? 30 * 3e-5 : 3e-5;

    internal static void Check(
        JsonElement golden, (double[] Values, double[] Gradient) actual, double relative, CheckResult result, string description)
    {
        double[] values = golden.Numbers("losses"), gradient = golden.Numbers("grad_of_mean");
        int classes = gradient.Length / values.Length;
        for (int i = 0; i < values.Length; i++)
        {
            int row = i;
            result.Check(actual.Values[i], values[i], relative * Math.Abs(values[i]) + 1e-30, () => $"{description}, row {row}");
            double[] expected = gradient[(i * classes)..((i + 1) * classes)];
            result.Check(
                actual.Gradient.AsSpan(i * classes, classes), expected, relative * expected.Max(Math.Abs) + 1e-30,
                () => $"{description}, gradient of row {row}");
        }
    }
}
