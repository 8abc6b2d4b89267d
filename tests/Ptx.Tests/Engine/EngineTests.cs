using System.Globalization;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;
using SparseLsr.Gen.Testing.Gpu;

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
    /// <summary>(1 − p^q)/q of float64 takes the compiler's exponential of numbers near 0, which has 7 digits there.</summary>
    internal const string InaccurateInFloat64 = "GeneralizedCrossEntropyLoss";

    private const int LargestBlockSize = 256;
    private const int SmallGroupSize = 64;

    public static TheoryData<string> Losses => [.. CheckedLoss.All.Select(static loss => loss.Name)];

    /// <summary>The numbers of classes: few, such as leave a part of a pack, and such as take several tiles of a warp.</summary>
    protected virtual int[] AlignedClasses => [8, 136, 2056];

    /// <summary>The same, of rows that begin at addresses that 16 does not divide.</summary>
    protected virtual int[] OddClasses => [2, 33, 389];

    /// <summary>What of the checks for a GPU is run as a long test.</summary>
    private protected virtual CheckScope Plan => CheckScope.Device with { Elements = [element], HugeShapes = [] };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_call_gives_what_the_CPU_does(string loss)
    {
        if (element == "float64" && loss == InaccurateInFloat64)
            return;
        Check(loss, new ExecutionOptions());
    }

    [Fact]
    public void What_the_ISA_leaves_to_a_device_changes_nothing() => Check(CheckedLoss.Forms[number % CheckedLoss.Forms.Count], new ExecutionOptions
    {
        Errors = Approximation.Scattered,
        FusesMultiplyAdd = true,
        IndependentLanes = true,
        LastWarpFirst = true,
    });

    [Fact]
    [Trait("Category", "Long")]
    public void The_whole_plan_for_a_GPU()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Parallel.ForEach(
            Precompilation.Kernels(Plan), static kernel => TestKernels.Fresh.Cache.Get(kernel.Method, CudaArchitecture.SM_90, kernel.LargestBlockSize));
        using var device = new PtxCheckDevice(TestKernels.Fresh);
        using var output = new StringWriter();
        var findings = new Findings(output);
        new CheckPlan(device, Plan, findings).Run();
        Assert.True(findings.Wrong == 0 && findings.Checks > 1000, output.ToString());
    }

    private void Check(string loss, ExecutionOptions options)
    {
        int index = CheckedLoss.All.ToList().FindIndex(known => known.Name == loss);
        RowMapping[] mappings = Enum.GetValues<RowMapping>();
        RowMapping mapping = mappings[(index + number) % mappings.Length];
        int blockSize = mapping != RowMapping.Warp && index % 2 == 0 ? LargestBlockSize : SmallGroupSize;
        int[] classCounts = index / mappings.Length % 2 == 0 ? AlignedClasses : OddClasses;
        Variant[] variants = [.. classCounts.Select(classes => Variant(mapping, blockSize, classes, hasOtherGradient: index % 8 == 0))];
        Check(loss, index % 2 == 0 ? "int64" : "int32", variants, options);
    }

    /// <summary>
    /// Of each list of class counts one is laid past an aligned address, and one may have its gradient elsewhere in the packs, which takes
    /// other kernels.
    /// </summary>
    private static Variant Variant(RowMapping mapping, int blockSize, int classes, bool hasOtherGradient)
    {
        int offset = classes is 8 or 33 ? 1 : 0;
        return new Variant(mapping, blockSize, classes, offset)
        {
            GradientOffset = hasOtherGradient && classes is 2 or 136 ? 1 : offset,
        };
    }

    /// <summary>Checks variants of the layout.</summary>
    private protected void Check(string loss, string target, Variant[] variants, ExecutionOptions options)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var device = new PtxCheckDevice(TestKernels.Shared, options: options);
        using var output = new StringWriter();
        var findings = new Findings(output);
        CheckedLoss named = CheckedLoss.Named(loss);
        foreach (Variant variant in variants)
            findings.Group(variant.ToString(), () => TypedChecks.Named(element, target).Edges(device, named, variant, findings));
        Assert.True(findings.Wrong == 0 && findings.Checks > 100, output.ToString());
    }
}
