using System.Text.Json;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Golden;

/// <summary>The losses of language.json whose rows have inputs.</summary>
public sealed class InputGoldenTests
{
    private static readonly JsonElement[] s_cases = GoldenFile.Read("language.json");

    private static readonly Dictionary<string, Func<nn.Reduction, ISparseTargetLoss>> s_losses = new()
    {
        ["Distillation"] = reduction => new DistillationLoss(0.5, reduction: reduction),
        ["ClippedPolicy"] = reduction => new ClippedPolicyLoss(0.2, reduction: reduction),
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
        foreach (ScalarType type in (ScalarType[])[ScalarType.Float64, ScalarType.Float32])
        {
            Check(golden, type, LanguageGoldenTests.Relative(golden, type), null, isComposed: false, description);
            Check(golden, type, LanguageGoldenTests.Relative(golden, type), null, isComposed: true, description);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GPU(int index, string description)
    {
        using var device = new InterpretedDevice();
        Check(s_cases[index], ScalarType.Float32, 5e-5, device, isComposed: false, description);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Spans(int index, string description)
    {
        JsonElement golden = s_cases[index];
        double[] logits = golden.Numbers("logits"), gradient = new double[logits.Length];
        int[] targets = [.. golden.Integers("targets").Select(target => (int)target)];
        int classes = logits.Length / targets.Length;
        double[][] inputs = Inputs(golden);
        var result = new CheckResult();
        double[] values = [.. targets.Select((target, i) =>
        {
            Range row = (i * classes)..((i + 1) * classes);
            ReadOnlySpan<double> z = logits.AsSpan(row);
            (double value, double reference) = golden.Text("loss") == "Distillation"
                ? (DistillationLoss.EvaluateWithGradient(z, target, gradient.AsSpan(row), inputs[0].AsSpan(row), 0.5),
                    DistillationLoss.EvaluateReference(z, target, inputs[0].AsSpan(row), 0.5))
                : (ClippedPolicyLoss.EvaluateWithGradient(z, target, gradient.AsSpan(row), inputs[0][i], inputs[1][i], 0.2),
                    ClippedPolicyLoss.EvaluateReference(z, target, inputs[0][i], inputs[1][i], 0.2));
            result.Check(reference, value, 1e-9 * Math.Abs(value), () => description);
            return value;
        })];
        LanguageGoldenTests.Check(golden, (values, [.. gradient.Select(element => element / targets.Length)]), 1e-9, result, description);
        result.AssertRight();
    }

    private static void Check(
        JsonElement golden, ScalarType type, double relative, InterpretedDevice? device, bool isComposed, string description)
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(golden.Numbers("logits"), golden.Integers("shape")).to(type, copy: true).requires_grad_();
        Tensor targets = tensor(golden.Integers("targets"));
        Tensor[] inputs = [.. Inputs(golden).Select(numbers => Input(numbers).to(type, copy: true))];
        foreach (Tensor input in inputs.Where(input => input.Dimensions == 1))
            input.requires_grad_();
        double[] values = LanguageGoldenTests.Numbers(Forward(nn.Reduction.None));
        Forward(nn.Reduction.Mean).backward();
        var result = new CheckResult();
        LanguageGoldenTests.Check(golden, (values, LanguageGoldenTests.Numbers(logits.grad!)), relative, result, $"{description}, {type}, {isComposed}");
        foreach ((JsonProperty input, Tensor tensor) in golden.GetProperty("grad_of_row_inputs").EnumerateObject().Zip(inputs))
        {
            double[] expected = [.. input.Value.EnumerateArray().Select(number => number.GetDouble())];
            result.Check(LanguageGoldenTests.Numbers(tensor.grad!), expected, relative * expected.Max(Math.Abs) + 1e-30, () => input.Name);
        }
        result.AssertRight();

        Tensor Forward(nn.Reduction reduction)
        {
            LossCore core = s_losses[golden.Text("loss")](reduction).Core();
            core.Emulation = device;
            return isComposed ? core.ComposedForward(logits, targets, inputs) : core.Forward(logits, targets, inputs);
        }

        Tensor Input(double[] numbers) => tensor(numbers, numbers.Length == targets.NumberOfElements ? targets.shape : logits.shape);
    }

    private static double[][] Inputs(JsonElement golden) =>
    [
        .. golden.GetProperty("row_inputs").EnumerateObject().Select(input => Flat(input.Value)),
        .. golden.GetProperty("class_inputs").EnumerateObject().Select(input => Flat(input.Value)),
    ];

    private static double[] Flat(JsonElement numbers) =>
        [.. numbers.EnumerateArray().SelectMany(item => item.ValueKind == JsonValueKind.Array ? Flat(item) : [item.GetDouble()])];
}
