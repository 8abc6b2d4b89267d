using System.Globalization;
using System.Text.RegularExpressions;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.Ptx.Driver;

namespace SparseLsr.Gen.Ptx.Tests.Faults;

/// <summary>Faults planted into the PTX of real kernels, each of which has to be noticed for what it is.</summary>
public sealed partial class PlantedFaultTests
{
    // A loss whose rows are mapped to blocks in the tests of the engine, so that the same kernels are compiled once.
    private const string Loss = "Poly1Loss";
    private const int Classes = 136;

    [Fact]
    public void Nothing_is_found_in_kernels_as_they_are() => Assert.Empty(Run(static ptx => ptx));

    [Fact]
    public void Every_removed_barrier_is_a_race()
    {
        int barriers = 0;
        Run(ptx => Rows(ptx, text => Count(text, ref barriers)));
        Assert.True(barriers > 0);
        for (int removed = 0; removed < barriers; removed++)
            Assert.Contains("race: ", Run(ptx => Rows(ptx, text => Without(text, "bar.sync\t0;", removed))));

        static string Count(string text, ref int most)
        {
            most = Math.Max(most, Barrier().Count(text));
            return text;
        }
    }

    [Fact]
    public void A_loop_that_goes_too_far_is_out_of_bounds() => Assert.Contains(
        "out of bounds: ",
        Run(static ptx => Rows(ptx, static text => text.Replace("setp.lo.u32", "setp.ls.u32").Replace("setp.hs.u32", "setp.hi.u32"))));

    [Fact]
    public void A_sum_that_does_not_begin_with_0_is_a_register_not_written() => Assert.Matches(
        "register %f[0-9]+ is read and has not been written", Run(static ptx => Rows(ptx, static text => Zero().Replace(text, "", 1))));

    [Fact]
    public void A_store_to_shared_memory_that_is_missing_is_a_read_of_memory_not_written() => Assert.Contains(
        "reads shared memory at 0 that nothing has been written to",
        Run(static ptx => Rows(ptx, static text => text.Replace("st.shared.f32", "//"))));

    [Fact]
    public void Coefficients_that_are_not_saved_are_a_read_of_memory_not_written() => Assert.Matches(
        @"reads \w+\[[0-9]+\], which nothing has been written to",
        Run(static ptx => Rows(ptx, static text => text.Contains("st.global.v4") ? text : text.Replace("st.global.f32", "//"))));

    [Fact]
    public void A_gradient_over_the_logits_is_a_write_to_memory_that_is_read_only() => Assert.Matches(
        @"writes Logits\[[0-9]+\], which is Read memory",
        Run(static ptx => Rows(ptx, static text => SecondView().Replace(text, "[$1]"))));

    [Fact]
    public void A_barrier_in_divergent_code_is_an_error() => Assert.Contains(
        "come to a barrier in divergent code",
        Run(static ptx => Rows(ptx, static text => Barrier().Replace(text, Halves("bar.sync 0;"), 1))));

    [Fact]
    public void A_shuffle_in_divergent_code_is_an_error() => Assert.Contains(
        "wait in divergent code for lanes",
        Run(static ptx => Rows(ptx, static text => Shuffle().Replace(text, match => Halves(match.Value), 1))));

    [Fact]
    public void An_address_between_elements_is_misaligned() => Assert.Contains(
        "is no multiple of 16", Run(static ptx => Rows(ptx, static text => Load().Replace(text, "ld.global.v4.f32\t$1, [$2+4]"))));

    /// <summary>The faults of all launches where texts are changed.</summary>
    private static string Run(Func<string, string> change)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var device = new PtxCheckDevice(TestKernels.Changed(change));
        using var output = new StringWriter();
        var findings = new Findings(output);
        findings.Group(Loss, () => TypedChecks.Named("float32", "int32").Edges(
            device, CheckedLoss.Named(Loss), new Variant(RowMapping.Block, 64, Classes, 0), findings));
        return string.Join('\n', device.Faults);
    }

    // Kernels over rows have exponentials; those that know of no rows are left as they are.
    private static string Rows(string ptx, Func<string, string> change) => ptx.Contains("ex2.") ? change(ptx) : ptx;

    private static string Without(string text, string removed, int index)
    {
        int start = -1;
        for (int i = 0; i <= index; i++)
            start = text.IndexOf(removed, start + 1, StringComparison.Ordinal);
        return start < 0 ? text : text.Remove(start, removed.Length);
    }

    // The lower half of the lanes executes it first, and then the upper half.
    private static string Halves(string instruction) => $$"""
        { .reg .pred %half<1>; .reg .b32 %lane<1>;
        mov.u32 %lane0, %laneid; setp.lt.s32 %half0, %lane0, 16;
        @%half0 bra LOWER;
        {{instruction}}
        bra BOTH;
        LOWER:
        {{instruction}}
        BOTH:
        }
        """;

    [GeneratedRegex(@"bar\.sync\s+0;")]
    private static partial Regex Barrier();

    [GeneratedRegex(@"shfl\.sync[^;]*;")]
    private static partial Regex Shuffle();

    [GeneratedRegex(@"mov\.f32\s+%f\d+, 0f00000000;")]
    private static partial Regex Zero();

    /// <summary>The address of the second view among the arguments, the gradient's.</summary>
    [GeneratedRegex(@"\[(_\w+)\+16\]")]
    private static partial Regex SecondView();

    [GeneratedRegex(@"ld\.global\.v4\.f32\s+(\{[^}]*\}), \[(%rd\d+)\]")]
    private static partial Regex Load();
}
