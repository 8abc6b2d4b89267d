using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.Tests.Cases;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>The kernels as a real GPU gets them: they compile to PTX, and the text has none of the compiler's known traps.</summary>
public sealed class PtxTests
{
    private static readonly RowFormat<Float4, float, long> s_float32 = new Float32Format<Float32Pieces, Float4, Int64Targets, long>();
    private static readonly RowFormat<Word4, float, int> s_bfloat16 = new Float32Format<HalfPieces<BFloat16Words>, Word4, Int32Targets, int>();
    private static readonly RowFormat<Word4, float, long> s_float16 = new Float32Format<HalfPieces<Float16Words>, Word4, Int64Targets, long>();
    private static readonly RowFormat<ushort, float, long> s_float16Elements = new Float32Format<HalfElements<Float16Words>, ushort, Int64Targets, long>();

    public static TheoryData<string> Losses => [.. LossTable.Defaults.Select(loss => loss.Loss)];

    /// <summary>One loss for each set of sums.</summary>
    public static TheoryData<string> Forms => ["SparseLsrLoss", "LabelSmoothingLoss", "ConfidencePenaltyLoss"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_loss_compiles_for_both_architectures(string loss)
    {
        foreach (CudaArchitecture architecture in new[] { CudaArchitecture.SM_80, CudaArchitecture.SM_90 })
        {
            string ptx = Rows(s_float32, loss, typeof(GroupThreads), typeof(LogitSource), typeof(GradientOutput), architecture);
            CheckHotPath(ptx);
            Assert.Contains("ld.global.v4.f32", ptx);
            Assert.Contains("st.global.v4.f32", ptx);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_kernel_of_rows_compiles(string loss)
    {
        foreach (Type output in new[] { typeof(LossOutput), typeof(TermsOutput), typeof(GradientOutput) })
        {
            CheckHotPath(Rows(s_float32, loss, typeof(WarpThreads), typeof(LogitSource), output));
            CheckHotPath(Rows(s_bfloat16, loss, typeof(GroupThreads), typeof(LogitSource), output));
            CheckHotPath(Rows(s_float16Elements, loss, typeof(WarpThreads), typeof(LogitSource), output));
        }
        CheckHotPath(Rows(s_float16, loss, typeof(GroupThreads), typeof(LogitSource), typeof(PartialOutput)));
        CheckHotPath(Rows(s_float16, loss, typeof(WarpThreads), typeof(PartialSource), typeof(TermsOutput)));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_loss_form_compiles_in_float64(string loss)
    {
        var format = new Float64Format<Int64Targets, long>();
        CheckTraps(Rows(format, loss, typeof(GroupThreads), typeof(LogitSource), typeof(GradientOutput)));
    }

    [Fact]
    public void Sixteen_bytes_are_moved_at_a_time_wherever_rows_are_aligned()
    {
        foreach (string ptx in new[] { Ptx(s_bfloat16.Backward<GroupThreads>().Method), Ptx(s_float16.Backward<WarpThreads>().Method) })
        {
            CheckHotPath(ptx);
            // Four in flight and one for the rest, in each of the two forms of the gradient.
            Assert.Equal(10, Regex.Count(ptx, @"ld\.global\.v4\.b32"));
            Assert.True(Regex.Count(ptx, @"st\.global\.v4\.b32") >= 10);
        }
    }

    [Fact]
    public void Float16_is_rounded_to_the_nearest() =>
        Assert.Contains("cvt.rn.f16.f32", Ptx(s_float16.Backward<WarpThreads>().Method));

    /// <summary>What ILGPU may do wrong without a word.</summary>
    private static void CheckTraps(string ptx)
    {
        Assert.DoesNotContain(".extern .func", ptx);
        // An integer 1 chosen into a float register is 1.4e-45 there.
        Assert.DoesNotMatch(@"selp\.\w+\s+%f\w*,\s*1\s*,", ptx);
    }

    /// <summary>And what would be slow: nothing is called, nothing goes through local memory or addresses of unknown space.</summary>
    private static void CheckHotPath(string ptx)
    {
        CheckTraps(ptx);
        Assert.DoesNotContain("call", ptx);
        Assert.DoesNotContain(".local", ptx);
        Assert.DoesNotMatch(@"\b(ld|st)\.(v\d\.)?[bfsu]\d", ptx);
        Assert.DoesNotContain("atom.", ptx);
    }

    private static string Rows<TPiece, TNumber, TTarget>(
        RowFormat<TPiece, TNumber, TTarget> format, string loss, Type threads, Type source, Type output, CudaArchitecture? architecture = null)
        where TPiece : unmanaged
        where TNumber : unmanaged, System.Numerics.INumber<TNumber>
        where TTarget : unmanaged
    {
        Type kernel = typeof(CrossEntropyLoss).Assembly.GetType($"SparseLsr.Gen.{loss}")!.GetNestedType("Kernel", BindingFlags.NonPublic)!;
        MethodInfo rows = format.GetType().GetMethod(nameof(format.Rows))!.MakeGenericMethod(kernel, threads, source, output);
        object pair = rows.Invoke(format, null)!;
        var kernelOfRows = (Delegate)pair.GetType().GetProperty("ByValue")!.GetValue(pair)!;
        return Ptx(kernelOfRows.Method, architecture);
    }

    private static string Ptx(MethodInfo kernel, CudaArchitecture? architecture = null)
    {
        using Context context = Context.Create(builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2));
        using var backend = new PTXBackend(context, architecture ?? CudaArchitecture.SM_90, CudaInstructionSet.ISA_78, null!);
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        return ((PTXCompiledKernel)backend.Compile(entry, new KernelSpecialization(256, null))).PTXAssembly;
    }
}
