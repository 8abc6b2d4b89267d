using System.Globalization;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <summary>
/// Losses with functions of a class, executed as the PTX that a GPU would be handed: every call over rows of every kind, against a plain
/// evaluation class by class in float64.
/// </summary>
public sealed class ClassLossTests
{
    private static readonly string[] s_losses = [.. CheckedLoss.WithClasses.Select(static loss => loss.Name)];
    private static readonly string[] s_elements = ["float32", "float64", "bfloat16", "float16"];
    private static readonly string[] s_mappings = Enum.GetNames<RowMapping>();

    /// <summary>Every two of a loss, a type of logits and a mapping meet.</summary>
    public static TheoryData<string, string, string> Pairs => [.. Testing.Cases.Pairs.Of(s_losses, s_elements, s_mappings)];

    public static TheoryData<string, string, string> All =>
    [
        .. from loss in s_losses
           from element in s_elements
           from mapping in s_mappings
           select (loss, element, mapping),
    ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_call_gives_what_its_text_says(string loss, string element, string mapping) =>
        Check(loss, element, mapping, new ExecutionOptions());

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(All))]
    public void Every_combination_gives_what_its_text_says(string loss, string element, string mapping) =>
        Check(loss, element, mapping, new ExecutionOptions());

    [Theory]
    [InlineData("float32", nameof(RowMapping.Block))]
    [InlineData("bfloat16", nameof(RowMapping.Warp))]
    [InlineData("float16", nameof(RowMapping.Split))]
    public void What_the_ISA_leaves_to_a_device_changes_nothing(string element, string mapping) => Check(
        s_losses[0], element, mapping, new ExecutionOptions
        {
            Errors = Approximation.Scattered,
            FusesMultiplyAdd = true,
            IndependentLanes = true,
            LastWarpFirst = true,
        });

    private static void Check(string name, string element, string mapping, ExecutionOptions options)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CheckedLoss loss = CheckedLoss.Named(name);
        // One class, few, such as leave a part of a pack, and whole packs and several tiles of a warp.
        int[] classCounts = element == "float64" ? [1, 2, 33, 140] : [1, 2, 8, 33, 389, 2056];
        bool isWarp = mapping == nameof(RowMapping.Warp);
        using var device = new PtxCheckDevice(TestKernels.Shared, options: options);
        using var output = new StringWriter();
        var findings = new Findings(output);
        foreach (int classes in classCounts)
        {
            var variant = new Variant(Enum.Parse<RowMapping>(mapping), isWarp || classes % 2 == 0 ? 64 : 256, classes, 0);
            TypedChecks checks = TypedChecks.Named(element, classes % 2 == 0 ? "int64" : "int32");
            findings.Group(variant.ToString(), () => checks.Edges(device, loss, variant, findings));
        }
        Assert.True(findings.Wrong == 0 && findings.Checks > 100, output.ToString());
    }
}
