using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.GpuChecks.Kernels;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>
/// The kernels as a real GPU gets them: they compile to PTX, and the text has none of the compiler's known traps. The fourteen
/// layouts of rows and targets are dealt out among the losses: every loss is compiled in every variant, and every variant in
/// every layout. <c>eng/ptx-check.sh</c> compiles and assembles every loss in all of them, which takes longer.
/// </summary>
public sealed class PtxTests
{
    public static TheoryData<string> Losses => [.. KernelCatalog.Losses];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_loss_compiles_in_every_variant(string loss)
    {
        GpuKernel[][] layouts = [.. KernelCatalog.Of(loss).GroupBy(kernel => (kernel.Element, kernel.PieceBytes, kernel.Target)).Select(layout => layout.ToArray())];
        for (int layout = KernelCatalog.Losses.ToList().IndexOf(loss); layout < layouts.Length; layout += KernelCatalog.Losses.Count)
            Check(layouts[layout]);
    }

    [Fact]
    public void Every_kernel_without_a_loss_compiles() => Check(KernelCatalog.WithoutLoss);

    /// <summary>What is tested of the one is so of the other.</summary>
    [Theory]
    [InlineData("group.gradient.bfloat16.16bytes.int64")]
    [InlineData("warp.terms.float16.2bytes.int32")]
    [InlineData("split.partial.float32.16bytes.int64")]
    [InlineData("group.losses.float64.8bytes.int64")]
    public void The_text_is_the_same_for_both_architectures(string variant)
    {
        GpuKernel kernel = KernelCatalog.Of("ConfidencePenaltyLoss").Single(kernel => kernel.Variant == variant);
        string[] texts = [.. new[] { CudaArchitecture.SM_80, CudaArchitecture.SM_90 }.Select(architecture =>
        {
            using var compiler = new PtxCompiler(architecture);
            // Names hold numbers that are counted on from kernel to kernel.
            return Regex.Replace(compiler.Compile(kernel.Method, kernel.GroupSize), @"(?<=_)\d+|(?<=\.target sm_)\d+", "");
        })];
        Assert.Equal(texts[0], texts[1]);
    }

    [Fact]
    public void The_catalogue_has_every_loss_and_no_kernel_twice()
    {
        Assert.Equal([.. Cases.LossTable.Defaults.Select(loss => loss.Loss).Order()], KernelCatalog.Losses);
        GpuKernel[] all = [.. KernelCatalog.All];
        Assert.Equal(KernelCatalog.Losses.Count * 14 * 9 + 14 * 2 + 4 * 4 + 7, all.Length);
        Assert.Equal(all.Length, all.Select(kernel => kernel.ToString()).Distinct().Count());
        Assert.Equal(all.Length, all.Select(kernel => kernel.Method).Distinct().Count());
    }

    private static void Check(IEnumerable<GpuKernel> kernels)
    {
        using var compiler = new PtxCompiler(CudaArchitecture.SM_90);
        foreach (GpuKernel kernel in kernels)
            Check(kernel, compiler.Compile(kernel.Method, kernel.GroupSize));
    }

    private static void Check(GpuKernel kernel, string ptx)
    {
        string name = kernel.ToString();
        Refuse(name, ptx, @"\.extern \.func", "calls a function that is not there");
        Refuse(name, ptx, @"selp\.\w+\s+%f\w*,\s*1\s*,", "chooses an integer 1 into a float register, where it is 1.4e-45");
        Refuse(name, ptx, @"\batom\.", "has an atomic operation, whose order depends on timing");
        Refuse(name, ptx, @"\.approx(\.ftz)?\.f64", "approximates float64 by some 20 bits");
        Refuse(name, ptx, @"\.approx\.f32", "keeps numbers below the smallest normal one, for several instructions more");
        if (kernel.Element == "float64")
            return;

        Refuse(name, ptx, @"\bcall\b", "calls a function");
        Refuse(name, ptx, @"\b(ld|st)\.(v\d\.)?[bfsu]\d", "uses addresses of unknown space");
        // What rounds two numbers into a word gives it back through memory of its own, which ptxas turns into a register.
        Assert.True(Regex.Count(ptx, @"\.local \.") == Regex.Count(ptx, @"cvt\.rn\.(bf16|f16)x2\.f32"), $"{name} has local memory");
        if (kernel.PieceBytes != 16 || !kernel.IsSweep)
            return;

        string type = kernel.Element == "float32" ? "f32" : "b32";
        Assert.True(Regex.Count(ptx, $@"ld\.global\.v4\.{type}") >= 4, $"{name} has no four loads of 16 bytes");
        Assert.Equal(kernel.WritesGradient, Regex.Count(ptx, $@"st\.global\.v4\.{type}") >= 4);
        Assert.Equal(kernel.Step == KernelStep.Gradient, Regex.Count(ptx, $@"ld\.shared\.v4\.{type}") >= 4);
    }

    private static void Refuse(string name, string ptx, string pattern, string what) =>
        Assert.False(Regex.IsMatch(ptx, pattern), $"{name} {what}: {Regex.Match(ptx, pattern)}");
}
