using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Golden;

/// <summary>
/// published-code.json: what the published code itself returns. Its float64 results are reproduced; its float32 results carry its
/// own rounding, up to 0.4 %, so their distance is only reported.
/// </summary>
public sealed class PublishedGoldenTests(ITestOutputHelper output)
{
    private static readonly JsonElement[] _cases = GoldenFile.Read("published-code.json");

    public static TheoryData<int, string> Cases =>
    [
        .. from item in _cases.Index()
           select (item.Index, Describe(item.Item)),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ReproducesThePublishedCode(int index, string description)
    {
        JsonElement golden = _cases[index];
        string loss = golden.Text("published") == "SparseLSRLoss" ? "PublishedSparseLsrLoss" : "LabelSmoothingLoss";
        GoldenRun losses = Run(nn.Reduction.None), mean = Run(nn.Reduction.Mean);

        JsonElement single = golden.GetProperty("float32");
        double ofLosses = Distance(losses.Values, single.Numbers("losses"));
        double ofGradients = Distance(mean.Gradient, single.Numbers("grad_of_mean"));
        output.WriteLine($"{description}, float32: losses differ by {ofLosses:G2}, gradients by {ofGradients:G2} of the largest");
        JsonElement expected = golden.GetProperty("float64");
        Assert.InRange(Distance(losses.Values, expected.Numbers("losses")), 0, 1e-10);
        Assert.InRange(Distance(mean.Gradient, expected.Numbers("grad_of_mean")), 0, 1e-10);

        GoldenRun Run(nn.Reduction reduction)
        {
            Tensor targets = tensor(golden.Integers("targets"));
            return GoldenRun.Of(loss, [Smoothing(golden)], golden.Numbers("logits"), golden.Integers("shape"), targets, reduction);
        }
    }

    private static double Smoothing(JsonElement golden) => golden.GetProperty("smoothing").GetDouble();

    private static string Describe(JsonElement golden) =>
        string.Create(CultureInfo.InvariantCulture, $"{golden.Text("published")}({Smoothing(golden)}), {golden.Text("kind")}");

    /// <summary>The largest difference, relative to the largest number of the case.</summary>
    private static double Distance(double[] got, double[] expected) =>
        got.Zip(expected, (x, y) => Math.Abs(x - y)).Max() / expected.Max(Math.Abs);
}
