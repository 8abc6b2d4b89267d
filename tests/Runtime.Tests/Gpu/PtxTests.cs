using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>
/// The kernels as a real GPU gets them: they compile to PTX, and the text has none of the compiler's known traps. Every step of a
/// call meets every layout of rows and every form of a loss; every other loss is compiled once. The long tests deal the fourteen
/// layouts of rows and targets out among all losses; <c>eng/ptx-check.sh</c> compiles and assembles every loss in all of them.
/// </summary>
public sealed class PtxTests
{
    public static TheoryData<string> Losses => [.. KernelCatalog.Losses];

    /// <summary>One loss for each set of sums.</summary>
    private static readonly string[] s_forms = ["SparseLsrLoss", "LabelSmoothingLoss", "ConfidencePenaltyLoss"];

    [Fact]
    public void Every_step_compiles_in_every_layout()
    {
        GpuKernel[][] ofForms = [.. s_forms.Select(loss => KernelCatalog.Of(loss).ToArray())];
        (RowMapping, KernelStep)[] steps = [.. ofForms[0].Select(kernel => (kernel.Mapping, kernel.Step)).Distinct()];
        (string, int)[] layouts = [.. ofForms[0].Select(kernel => (kernel.Element, kernel.PackBytes)).Distinct()];
        Check(
            from row in Pairs.Of<(RowMapping, KernelStep), (string, int), GpuKernel[], string>(steps, layouts, ofForms, ["int64", "int32"])
            select row.Item3.Single(kernel =>
                (kernel.Mapping, kernel.Step) == row.Item1 && (kernel.Element, kernel.PackBytes) == row.Item2 && kernel.Target == row.Item4));
    }

    [Fact]
    public void Every_other_loss_compiles() =>
        Check(KernelCatalog.Losses.Except(s_forms).Select((loss, i) => KernelCatalog.Of(loss).Where(kernel => kernel.WritesGradient).ElementAt(i)));

    [Fact]
    public void Every_ready_made_loss_with_functions_of_a_class_compiles() => Check(
        KernelCatalog.LossesOfClasses.Select((loss, i) => KernelCatalog.Of(loss).Where(kernel => kernel.WritesGradient).ElementAt(i)));

    /// <summary>Every step of every loss with functions of a class, with the types of logits dealt out among them.</summary>
    [Fact]
    public void Losses_with_functions_of_a_class_compile() => Check(
        KernelCatalog.ClassLosses.SelectMany(loss => KernelCatalog.Of(loss.Name).GroupBy(kernel => (kernel.Mapping, kernel.Step)))
            .Select((step, i) => step.ElementAt(i % step.Count())));

    [Fact]
    [Trait("Category", "Long")]
    public void Losses_with_functions_of_a_class_compile_in_every_variant() =>
        Check(KernelCatalog.ClassLosses.SelectMany(loss => KernelCatalog.Of(loss.Name)));

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Losses))]
    public void Every_loss_compiles_in_every_variant(string loss)
    {
        GpuKernel[][] layouts = [.. KernelCatalog.Of(loss).GroupBy(kernel => (kernel.Element, kernel.PackBytes, kernel.Target)).Select(layout => layout.ToArray())];
        for (int layout = KernelCatalog.Losses.ToList().IndexOf(loss); layout < layouts.Length; layout += KernelCatalog.Losses.Count)
            Check(layouts[layout]);
    }

    [Fact]
    public void Every_kernel_without_a_loss_compiles() => Check(KernelCatalog.WithoutLoss);

    /// <summary>What is tested of the one is so of the other.</summary>
    [Fact]
    public void The_text_is_the_same_for_both_architectures()
    {
        string[] variants =
        [
            "block.gradient.bfloat16.16bytes.int64", "warp.saved.float16.2bytes.int32",
            "split.chunkswithentropy.float32.16bytes.int64", "block.losses.float64.8bytes.int64",
        ];
        GpuKernel[] kernels = [.. KernelCatalog.Of("ConfidencePenaltyLoss").Concat(KernelCatalog.WithoutLoss).Where(kernel => variants.Contains(kernel.Variant))];
        Assert.Equal(variants.Length, kernels.Length);
        string[][] texts = [.. new[] { CudaArchitecture.SM_80, CudaArchitecture.SM_90 }.Select(architecture =>
        {
            using var compiler = new PtxCompiler(architecture);
            // Names hold numbers that are counted on from kernel to kernel.
            return kernels.Select(kernel => Regex.Replace(compiler.Compile(kernel.Method, kernel.BlockSize), @"(?<=_)\d+|(?<=\.target sm_)\d+", "")).ToArray();
        })];
        Assert.Equal(texts[0], texts[1]);
    }

    [Fact]
    public void The_catalogue_has_every_loss_and_no_kernel_twice()
    {
        Assert.Equal([.. LossTable.Defaults.Select(loss => loss.Loss).Order()], KernelCatalog.Losses);
        Assert.Equal(ShippedLosses.Names.Order(), KernelCatalog.Losses.Concat(KernelCatalog.LossesOfClasses).Order());
        GpuKernel[] all = [.. KernelCatalog.All];
        Assert.Equal(KernelCatalog.Losses.Count * 14 * 8 + 14 * 6 + 4 * 4 + 7, all.Length);
        Assert.Equal(all.Length, all.Select(kernel => kernel.ToString()).Distinct().Count());
        Assert.Equal(all.Length, all.Select(kernel => kernel.Method).Distinct().Count());
    }

    private static void Check(IEnumerable<GpuKernel> kernels)
    {
        using var compiler = new PtxCompiler(CudaArchitecture.SM_90);
        foreach (GpuKernel kernel in kernels)
            Check(kernel, compiler.Compile(kernel.Method, kernel.BlockSize));
    }

    private static void Check(GpuKernel kernel, string ptx)
    {
        string name = kernel.ToString();
        Refuse(name, ptx, @"\.extern \.func", "calls a function that is not there");
        Refuse(name, ptx, @"selp\.\w+\s+%f\w*,\s*1\s*,", "chooses an integer 1 into a float register, where it is 1.4e-45");
        Refuse(name, ptx, @"\batom\.", "has an atomic operation, whose order depends on timing");
        Refuse(name, ptx, @"\.approx(\.ftz)?\.f64", "approximates float64 by some 20 bits");
        Refuse(name, ptx, @"\.approx\.f32", "keeps numbers below the smallest normal one, for several instructions more");
        Refuse(name, ptx, @"\bcall\b", "calls a function");
        if (kernel.Element == "float64")
            return;

        Refuse(name, ptx, @"\b(ld|st)\.(v\d\.)?[bfsu]\d", "uses addresses of unknown space");
        // What rounds two numbers into a word gives it back through memory of its own, which ptxas turns into a register.
        Assert.True(Regex.Count(ptx, @"\.local \.") == Regex.Count(ptx, @"cvt\.rn\.(bf16|f16)x2\.f32"), $"{name} has local memory");
        if (kernel.PackBytes != 16 || !kernel.IsSweep)
            return;

        string type = kernel.Element == "float32" ? "f32" : "b32";
        Assert.True(Regex.Count(ptx, $@"ld\.global\.v4\.{type}") >= 4, $"{name} has no four loads of 16 bytes");
        // Losses with functions of a class store in a loop, and go through every row again.
        bool visitsAgain = kernel.HasClasses ? kernel.Step <= KernelStep.Gradient : kernel.Step == KernelStep.Gradient;
        Assert.Equal(kernel.WritesGradient, Regex.Count(ptx, $@"st\.global\.v4\.{type}") >= (kernel.HasClasses ? 1 : 4));
        Assert.Equal(visitsAgain, Regex.Count(ptx, $@"ld\.shared\.v4\.{type}") >= 4);
    }

    private static void Refuse(string name, string ptx, string pattern, string what) =>
        Assert.False(Regex.IsMatch(ptx, pattern), $"{name} {what}: {Regex.Match(ptx, pattern)}");
}
