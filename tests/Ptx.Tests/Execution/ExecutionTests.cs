using SparseLsr.Gen.Ptx.Compilation;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Parsing;

namespace SparseLsr.Gen.Ptx.Tests.Execution;

/// <summary>How lanes, warps and blocks run, on small kernels whose threads each leave one number.</summary>
public sealed unsafe class ExecutionTests
{
    private const int Threads = 64;

    /// <summary>Whether lanes reconverge, or run independently.</summary>
    public static TheoryData<bool> Scheduling => [false, true];

    [Theory]
    [MemberData(nameof(Scheduling))]
    public void Lanes_that_diverge_in_a_loop_each_run_as_often_as_they_have_to(bool independent)
    {
        // The sum of the numbers below the lane's.
        int[] sums = Run("""
            and.b32 %r3, %r1, 31;
            mov.u32 %r2, 0;
            LOOP:
            setp.eq.s32 %p1, %r3, 0;
            @%p1 bra DONE;
            sub.s32 %r3, %r3, 1;
            add.s32 %r2, %r2, %r3;
            bra LOOP;
            DONE:
            """, independent);
        Assert.Equal([.. Enumerable.Range(0, Threads).Select(static thread => thread % 32 * ((thread % 32) - 1) / 2)], sums);
    }

    [Theory]
    [MemberData(nameof(Scheduling))]
    public void Lanes_meet_again_behind_both_sides_of_a_branch(bool independent)
    {
        // A shuffle there needs all of them.
        int[] values = Run("""
            and.b32 %r3, %r1, 1;
            setp.eq.s32 %p1, %r3, 0;
            @%p1 bra EVEN;
            mul.lo.s32 %r2, %r1, 10;
            bra BOTH;
            EVEN:
            mov.u32 %r2, %r1;
            BOTH:
            shfl.sync.bfly.b32 %r2, %r2, 1, 31, -1;
            """, independent);
        Assert.Equal([10, 0, 30, 2], values[..4]);
    }

    [Theory]
    [InlineData("bfly", 5, 31, 7 ^ 5)]
    [InlineData("up", 3, 0, 4)]
    [InlineData("up", 9, 0, 7)]
    [InlineData("down", 4, 31, 11)]
    [InlineData("down", 30, 31, 7)]
    [InlineData("idx", 21, 31, 21)]
    [InlineData("idx", 9, 0x1807, 1)] // in segments of eight lanes
    public void A_shuffle_takes_the_value_of_another_lane(string mode, int by, int clamp, int expected) =>
        Assert.Equal(expected, Run($"shfl.sync.{mode}.b32 %r2, %r1, {by}, {clamp}, -1;")[7]);

    [Theory]
    [MemberData(nameof(Scheduling))]
    public void Threads_of_other_warps_see_shared_memory_behind_a_barrier(bool independent)
    {
        const string Exchange = """
            .shared .align 4 .b8 values[256];
            cvt.u64.u32 %rd2, %r1;
            mad.lo.u64 %rd3, %rd2, 4, values;
            st.shared.b32 [%rd3], %r1;
            {0}
            xor.b32 %r3, %r1, 63;
            cvt.u64.u32 %rd2, %r3;
            mad.lo.u64 %rd3, %rd2, 4, values;
            ld.shared.b32 %r2, [%rd3];
            """;
        int[] values = Run(Exchange.Replace("{0}", "bar.sync 0;"), independent);
        Assert.Equal([.. Enumerable.Range(0, Threads).Reverse()], values);
        string[] faults = Faults(Exchange.Replace("{0}", ""), independent);
        Assert.NotEmpty(faults);
        Assert.All(faults, static fault => Assert.Matches("race|nothing has been written", fault));
    }

    [Theory]
    [MemberData(nameof(Scheduling))]
    public void A_barrier_that_half_a_warp_leaves_out_is_an_error(bool independent)
    {
        string[] faults = Faults("""
            mov.u32 %r2, 0;
            setp.lt.s32 %p1, %r1, 16;
            @%p1 bra LEFT_OUT;
            bar.sync 0;
            LEFT_OUT:
            """, independent);
        // Lanes that run independently leave the kernel, and the others wait without them.
        Assert.Contains(faults, static fault => fault.Contains("in divergent code") || fault.Contains("the others have left the kernel"));
    }

    [Fact]
    public void Warps_at_different_barriers_are_an_error()
    {
        string[] faults = Faults("""
            mov.u32 %r2, 0;
            setp.lt.s32 %p1, %r1, 32;
            @%p1 bra OTHER;
            bar.sync 0;
            bra DONE;
            OTHER:
            bar.sync 0;
            DONE:
            """);
        Assert.Contains(faults, static fault => fault.Contains("wait at another barrier"));
    }

    [Fact]
    public void A_branch_that_is_not_uniform_and_says_so_is_a_fault() => Assert.Contains(
        "lanes diverge at a branch that is said to be uniform",
        Faults("mov.u32 %r2, 0; setp.lt.s32 %p1, %r1, 5; @%p1 bra.uni DONE; mov.u32 %r2, 1; DONE:").Single());

    [Fact]
    public void Two_threads_may_not_write_different_values_to_one_place() => Assert.Contains(
        "to which thread 0 of the grid has written another value", Faults("mov.u32 %r2, 0; st.global.b32 [%rd1], %r1;").First());

    [Fact]
    public void A_loop_without_end_is_an_error() => Assert.Contains(
        "has not ended after", Faults("mov.u32 %r2, 0; FOREVER: bra FOREVER;").Single());

    [Theory]
    [InlineData("atom.global.add.u32 %r2, [%rd1], 1;", "atom.global.add.u32 is not modelled")]
    [InlineData("ld.b32 %r2, [%rd1];", "generic addresses are not modelled")]
    [InlineData("add.s32 %r2, %rd1, 1;", "has 8 bytes; expected 4")]
    [InlineData("add.s32 %r2, %r99, 1;", "%r99")]
    [InlineData("bra NOWHERE;", "there is no label")]
    public void What_is_not_modelled_is_said(string instruction, string message) =>
        Assert.Contains(message, Assert.Throws<PtxException>(() => Run(instruction)).Message);

    /// <summary>What each thread has left in %r2, from its number in %r1.</summary>
    private static int[] Run(string body, bool independent = false)
    {
        (int[] values, string[] faults) = Execute(body, independent);
        Assert.Empty(faults);
        return values;
    }

    private static string[] Faults(string body, bool independent = false) => Execute(body, independent).Faults;

    private static (int[] Values, string[] Faults) Execute(string body, bool independent)
    {
        string text = $$"""
            .version 7.8
            .target sm_80
            .address_size 64
            .visible .entry K(.param .b64 result)
            .maxntid 64, 1, 1
            {
            .reg .pred %p<9>; .reg .b32 %r<9>; .reg .b64 %rd<9>;
            ld.param.b64 %rd1, [result];
            mov.u32 %r1, %tid.x;
            mul.wide.u32 %rd4, %r1, 4;
            add.s64 %rd4, %rd1, %rd4;
            {{body}}
            st.global.b32 [%rd4], %r2;
            ret;
            }
            """;
        Kernel kernel = KernelCompiler.Compile(PtxParser.Parse(text), "K");
        using var machine = new Machine(new ExecutionOptions { IndependentLanes = independent, MostInstructions = 10_000 });
        var values = new int[Threads];
        fixed (int* start = values)
        {
            var state = new MemoryState((long)start, sizeof(int) * Threads);
            var view = new MemoryView("Result", (long)start, sizeof(int) * Threads, sizeof(int), MemoryAccess.ReadWrite, state);
            try
            {
                machine.Run(kernel, new LaunchGrid(1, 1, Threads, 0), BitConverter.GetBytes((long)start), [view]);
            }
            catch (PtxException exception)
            {
                return (values, [.. machine.Faults.All, exception.Message]);
            }
        }
        return (values, [.. machine.Faults.All]);
    }
}
