using System.Text.Json;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Golden;

/// <summary>cross-entropy-options.json: PyTorch's own cross_entropy. Its label smoothing is LabelSmoothingLoss here.</summary>
public sealed class CrossEntropyGoldenTests
{
    private static readonly JsonElement[] s_cases = GoldenFile.Read("cross-entropy-options.json");

    public static TheoryData<int, string, string> Cases =>
    [
        .. from item in s_cases.Index()
           from reduction in (string[])["none", "mean", "sum"]
           select (item.Index, item.Item.Text("title"), reduction),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_PyTorch(int index, string title, string reduction)
    {
        JsonElement golden = s_cases[index], options = golden.GetProperty("options"), expected = golden.GetProperty(reduction);
        (string loss, double[] parameters) = Has(options, "label_smoothing")
            ? ("LabelSmoothingLoss", (double[])[options.GetProperty("label_smoothing").GetDouble()])
            : ("CrossEntropyLoss", []);
        Tensor targets = tensor(golden.Integers("targets")).reshape(golden.Integers("target_shape"));
        GoldenRun run = GoldenRun.Of(
            loss, parameters, golden.Numbers("logits"), golden.Integers("shape"), targets,
            Enum.Parse<nn.Reduction>(reduction, ignoreCase: true),
            Has(options, "weight") ? options.Numbers("weight") : null,
            Has(options, "ignore_index") ? options.GetProperty("ignore_index").GetInt64() : null);

        var result = new CheckResult();
        Compare(run.Values, Flat(expected.GetProperty("value")), "value");
        Compare(run.Gradient, Flat(expected.GetProperty("grad")), "gradient");
        result.AssertRight();

        void Compare(double[] got, double[] reference, string what)
        {
            Assert.Equal(reference.Length, got.Length);
            result.Check(got, reference, 1e-12 * reference.Max(Math.Abs), () => $"{title}, {reduction}, {what}");
        }
    }

    private static bool Has(JsonElement options, string name) => options.TryGetProperty(name, out _);

    private static double[] Flat(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(Flat)]
        : [element.GetDouble()];
}
