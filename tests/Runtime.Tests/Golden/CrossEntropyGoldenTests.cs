using System.Text.Json;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Golden;

/// <summary>
/// cross-entropy-options.json: PyTorch's own cross_entropy. Its label smoothing is LabelSmoothingLoss here. Combined with weights
/// PyTorch weighs the smoothed part by the weight of each class rather than that of the target: that loss is another one, and its
/// rows are left out.
/// </summary>
public sealed class CrossEntropyGoldenTests
{
    private static readonly JsonElement[] _cases = GoldenFile.Read("cross-entropy-options.json");

    public static TheoryData<int, string, string> Cases =>
    [
        .. from item in _cases.Index()
           let options = item.Item.GetProperty("options")
           where !(Has(options, "label_smoothing") && Has(options, "weight"))
           from reduction in (string[])["none", "mean", "sum"]
           select (item.Index, item.Item.Text("title"), reduction),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithPyTorch(int index, string title, string reduction)
    {
        JsonElement golden = _cases[index], options = golden.GetProperty("options"), expected = golden.GetProperty(reduction);
        (string loss, double[] parameters) = Has(options, "label_smoothing")
            ? ("LabelSmoothingLoss", (double[])[options.GetProperty("label_smoothing").GetDouble()])
            : ("CrossEntropyLoss", []);
        Tensor targets = tensor(golden.Integers("targets")).reshape(golden.Integers("target_shape"));
        GoldenRun run = GoldenRun.Of(
            loss, parameters, golden.Numbers("logits"), golden.Integers("shape"), targets,
            Enum.Parse<nn.Reduction>(reduction, ignoreCase: true),
            Has(options, "weight") ? options.Numbers("weight") : null,
            Has(options, "ignore_index") ? options.GetProperty("ignore_index").GetInt64() : null);

        var verdict = new Verdict();
        Compare(run.Values, Flat(expected.GetProperty("value")), "value");
        Compare(run.Gradient, Flat(expected.GetProperty("grad")), "gradient");
        verdict.AssertRight();

        void Compare(double[] got, double[] reference, string what)
        {
            Assert.Equal(reference.Length, got.Length);
            verdict.Check(got, reference, 1e-12 * reference.Max(Math.Abs), () => $"{title}, {reduction}, {what}");
        }
    }

    private static bool Has(JsonElement options, string name) => options.TryGetProperty(name, out _);

    private static double[] Flat(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(Flat)]
        : [element.GetDouble()];
}
