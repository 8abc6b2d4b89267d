using System.Globalization;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.Testing.Gpu;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.Ptx.Driver;

namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <summary>
/// The kernels for one type of logits, executed as the PTX that a GPU would be handed: losses, gradients in one kernel, and from
/// saved coefficients, over rows of every kind, against the CPU in float64.
/// </summary>
/// <remarks>
/// Every loss runs with every type of logits. Row mappings, the alignment of rows and the type of targets are dealt out among them,
/// so that every two of these meet, in some loss; the long tests run all of them.
/// </remarks>
/// <param name="element">The type of the logits.</param>
/// <param name="number">The type's number, by which layouts are dealt out.</param>
public abstract class EngineTests(string element, int number)
{
    private const int LargestGroupSize = 256;
    private const int SmallGroupSize = 64;

    /// <summary>(1 − p^q)/q of float64 takes the compiler's exponential of numbers near 0, which has 7 digits there.</summary>
    private const string InaccurateInFloat64 = "GeneralizedCrossEntropyLoss";

    public static TheoryData<string> Losses => [.. KernelCatalog.Losses];

    /// <summary>The numbers of classes: few, such as leave a part of a pack, and such as take several tiles of a warp.</summary>
    protected virtual int[] AlignedClasses => [8, 136, 2056];

    /// <summary>Likewise, of rows that begin at addresses that 16 does not divide.</summary>
    protected virtual int[] OddClasses => [2, 33, 389];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_call_gives_what_the_CPU_does(string loss)
    {
        if (element == "float64" && loss == InaccurateInFloat64)
            return;
        int index = KernelCatalog.Losses.ToList().IndexOf(loss);
        RowSharing[] mappings = Enum.GetValues<RowSharing>();
        RowSharing mapping = mappings[(index + number) % mappings.Length];
        int groupSize = mapping != RowSharing.Warp && index % 2 == 0 ? LargestGroupSize : SmallGroupSize;
        int[] classCounts = index / mappings.Length % 2 == 0 ? AlignedClasses : OddClasses;
        Check(loss, index % 2 == 0 ? "int64" : "int32", [.. classCounts.Select(classes => new Variant(mapping, groupSize, classes, 0))]);
    }

    /// <summary>Checks variants of the layout.</summary>
    private protected void Check(string loss, string target, params Variant[] variants)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var device = new PtxCheckDevice(TestKernels.Shared);
        using var output = new StringWriter();
        var findings = new Findings(output);
        CheckedLoss named = CheckedLoss.Named(loss);
        foreach (Variant variant in variants)
            findings.Group(variant.ToString(), () => TypedChecks.Named(element, target).Edges(device, named, variant, findings));
        Assert.True(findings.Wrong == 0 && findings.Checks > 100, output.ToString());
    }
}
