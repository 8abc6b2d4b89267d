using System.Globalization;
using System.Text.Json;
using SparseLsr.Gen.Tests.Cases;
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
           select (item.Index, string.Create(CultureInfo.InvariantCulture, $"{item.Item.Text("published")}({item.Item.GetProperty("smoothing").GetDouble()}), {item.Item.Text("kind")}")),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ReproducesThePublishedCode(int index, string description)
    {
        JsonElement golden = _cases[index];
        string loss = golden.Text("published") == "SparseLSRLoss" ? "PublishedSparseLsrLoss" : "LabelSmoothingLoss";
        GoldenRun losses = Run(nn.Reduction.None), mean = Run(nn.Reduction.Mean);

        JsonElement single = golden.GetProperty("float32");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{description}, float32: losses differ by {Distance(losses.Values, single.Numbers("losses")):G2}, gradients by {Distance(mean.Gradient, single.Numbers("grad_of_mean")):G2} of the largest"));
        JsonElement expected = golden.GetProperty("float64");
        Assert.InRange(Distance(losses.Values, expected.Numbers("losses")), 0, 1e-10);
        Assert.InRange(Distance(mean.Gradient, expected.Numbers("grad_of_mean")), 0, 1e-10);

        GoldenRun Run(nn.Reduction reduction) => GoldenRun.Of(
            loss, [golden.GetProperty("smoothing").GetDouble()], golden.Numbers("logits"), golden.Integers("shape"), tensor(golden.Integers("targets")), reduction);
    }

    /// <summary>The largest difference, relative to the largest number of the case.</summary>
    private static double Distance(double[] got, double[] expected) =>
        got.Zip(expected, (x, y) => Math.Abs(x - y)).Max() / expected.Max(Math.Abs);
}
