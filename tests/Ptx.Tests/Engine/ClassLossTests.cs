using System.Globalization;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;
using SparseLsr.Gen.Testing.Kernels;

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

    /// <summary>Every two of a loss, a type of logits and a mapping meet, but for the loss with the most sums in the types of the long test.</summary>
    public static TheoryData<string, string, string> Pairs =>
    [
        .. Testing.Cases.Pairs.Of(s_losses, s_elements, s_mappings)
            .Where(pair => pair.Item1 != nameof(ManySumsKernel) || pair.Item2 is "float32" or "bfloat16"),
    ];

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
    public void Every_combination_gives_what_its_text_says(string loss, string element, string mapping)
    {
        Check(loss, element, mapping, new ExecutionOptions(), AllClasses(element), "int32");
        Check(loss, element, mapping, new ExecutionOptions(), AllClasses(element), "int64");
    }

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

    /// <summary>One class, few, such as leave a part of a pack, and whole packs and several tiles of a warp.</summary>
    private static int[] AllClasses(string element) => element == "float64" ? [1, 2, 33, 140] : [1, 2, 8, 33, 389, 2056];

    /// <summary>One type of targets for each format of logits; where kernels take the longest to compile, one of the two formats.</summary>
    private static void Check(string name, string element, string mapping, ExecutionOptions options)
    {
        int[] classCounts = AllClasses(element);
        if (name == nameof(ManySumsKernel) && element != "float64")
            classCounts = [.. classCounts.Where(classes => IsAligned(classes) == (element != "float16"))];
        if (element == "float64")
        {
            Check(name, element, mapping, options, classCounts, mapping == nameof(RowMapping.Warp) ? "int64" : "int32");
        }
        else
        {
            Check(name, element, mapping, options, [.. classCounts.Where(IsAligned)], "int64");
            Check(name, element, mapping, options, [.. classCounts.Where(static classes => !IsAligned(classes))], "int32");
        }
    }

    private static bool IsAligned(int classes) => classes % 8 == 0;

    private static void Check(string name, string element, string mapping, ExecutionOptions options, int[] classCounts, string target)
    {
        if (classCounts.Length == 0)
            return;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CheckedLoss loss = CheckedLoss.Named(name);
        bool isWarp = mapping == nameof(RowMapping.Warp);
        using var device = new PtxCheckDevice(TestKernels.Shared, options: options);
        using var output = new StringWriter();
        var findings = new Findings(output);
        foreach (int classes in classCounts)
        {
            var variant = new Variant(Enum.Parse<RowMapping>(mapping), isWarp || classes % 2 == 0 ? 64 : 256, classes, 0);
            findings.Group(variant.ToString(), () => TypedChecks.Named(element, target).Edges(device, loss, variant, findings));
        }
        Assert.True(findings.Wrong == 0 && findings.Checks > 100, output.ToString());
    }
}
