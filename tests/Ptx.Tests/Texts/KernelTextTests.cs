using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.Ptx.Tests.Texts;

/// <summary>
/// The kernels as a real GPU gets them: they compile to PTX, and the text has none of the compiler's known traps
/// (<see cref="KernelText"/>). Every kernel that a test executes is checked when it is compiled: every step of a call in every layout
/// of rows, and every loss. The long tests deal the fourteen layouts of rows and targets out among all losses;
/// <c>eng/ptx-check.sh</c> compiles and assembles every loss in all of them.
/// </summary>
public sealed class KernelTextTests
{
    public static TheoryData<string> Losses => [.. KernelCatalog.Losses];

    /// <summary>Also those that only the sums of many rows or rows at odd addresses take.</summary>
    [Fact]
    public void Every_kernel_without_a_loss_compiles() => Compile(KernelCatalog.WithoutLoss);

    [Fact]
    [Trait("Category", "Long")]
    public void Losses_with_functions_of_a_class_compile_in_every_variant() =>
        Compile(KernelCatalog.ClassLosses.SelectMany(loss => KernelCatalog.Of(loss.Name)));

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Losses))]
    public void Every_loss_compiles_in_every_variant(string loss)
    {
        GpuKernel[][] layouts =
            [.. KernelCatalog.Of(loss).GroupBy(kernel => (kernel.Element, kernel.PackBytes, kernel.Target)).Select(layout => layout.ToArray())];
        for (int layout = KernelCatalog.Losses.ToList().IndexOf(loss); layout < layouts.Length; layout += KernelCatalog.Losses.Count)
            Compile(layouts[layout]);
    }

    /// <summary>What is tested of the one is so of the other.</summary>
    [Fact]
    public void The_text_is_the_same_for_both_architectures()
    {
        string[] variants =
        [
            "block.gradient.bfloat16.16bytes.int64", "warp.saved.float16.2bytes.int32",
            "split.chunkswithentropy.float32.16bytes.int64", "block.losses.float64.8bytes.int64",
        ];
        IEnumerable<GpuKernel> all = KernelCatalog.Of("ConfidencePenaltyLoss").Concat(KernelCatalog.WithoutLoss);
        GpuKernel[] kernels = [.. all.Where(kernel => variants.Contains(kernel.Variant))];
        Assert.Equal(variants.Length, kernels.Length);
        string[][] texts = [.. new[] { CudaArchitecture.SM_80, CudaArchitecture.SM_90 }.Select(architecture =>
        {
            using var compiler = new PtxCompiler(architecture);
            // Names hold numbers that are counted on from kernel to kernel.
            return kernels.Select(kernel => compiler.Compile(kernel.Method, kernel.BlockSize))
                .Select(text => Regex.Replace(text, @"(?<=_)\d+|(?<=\.target sm_)\d+", "")).ToArray();
        })];
        Assert.Equal(texts[0], texts[1]);
    }

    [Theory]
    [InlineData("call.uni _sin, (%f1);", "calls a function: call")]
    [InlineData("atom.global.add.f32 %f1, [%rd1], %f2;", "has an atomic operation")]
    [InlineData("ex2.approx.f32 %f1, %f2;", "keeps numbers below the smallest normal one")]
    [InlineData("ld.f32 %f1, [%rd1];", "uses addresses of unknown space")]
    [InlineData(".local .align 4 .b8 memory[4];", "has local memory")]
    [InlineData("", "has no four loads of 16 bytes")]
    public void A_trap_is_seen(string line, string what)
    {
        GpuKernel kernel = KernelCatalog.Of("CrossEntropyLoss").Single(kernel => kernel.Variant == "warp.losses.float32.16bytes.int64");
        Assert.StartsWith($"{kernel} {what}", Assert.Throws<PtxException>(() => KernelText.Check(kernel.Method, line)).Message);
    }

    [Fact]
    public void Every_kernel_is_found_by_its_method() =>
        Assert.All(
            KernelCatalog.ClassLosses.SelectMany(loss => KernelCatalog.Of(loss.Name)).Concat(KernelCatalog.Of("BrierLoss"))
                .Concat(KernelCatalog.Of("SparseLsrLoss")).Concat(KernelCatalog.WithoutLoss),
            kernel => Assert.Equal(kernel, KernelCatalog.Find(kernel.Method)));

    // Getting a text checks it.
    private static void Compile(IEnumerable<GpuKernel> kernels)
    {
        foreach (GpuKernel kernel in kernels)
            Text(kernel);
    }

    private static string Text(GpuKernel kernel) => TestKernels.Shared.Cache.Get(kernel.Method, CudaArchitecture.SM_90, kernel.BlockSize);
}
