using System.Numerics;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>shfl.sync</c>: a register of other lanes.</summary>
internal sealed unsafe class ShuffleInstruction(ShuffleMode mode, int destination, int source, int by, int clamp, int memberMask)
    : WarpInstruction(memberMask)
{
    private const uint LaneMask = Warp.Lanes - 1;

    public override void Execute(Warp warp, uint lanes)
    {
        CheckMembers(warp, lanes);
        uint* values = stackalloc uint[Warp.Lanes];
        new Span<uint>(warp.Registers + source, Warp.Lanes).CopyTo(new Span<uint>(values, Warp.Lanes));
        var result = (uint*)(warp.Registers + destination);
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest), from = From(warp, lane);
            if (((lanes >> from) & 1) == 0)
                ReportAbsent(warp, lane, from);
            result[lane] = values[from];
        }
    }

    // The clamp holds the segment of the warp that lanes stay in, and the last lane of it that they may take from, as the ISA has it.
    private int From(Warp warp, int lane)
    {
        uint offset = ((uint*)(warp.Registers + by))[lane] & LaneMask, limits = ((uint*)(warp.Registers + clamp))[lane];
        int last = (int)(limits & LaneMask), segment = (int)((limits >> 8) & LaneMask);
        int most = (lane & segment) | (last & ~segment), least = lane & segment;
        int from = mode switch
        {
            ShuffleMode.Up => lane - (int)offset,
            ShuffleMode.Down => lane + (int)offset,
            ShuffleMode.Butterfly => lane ^ (int)offset,
            _ => least | ((int)offset & ~segment),
        };
        bool isInside = mode == ShuffleMode.Up ? from >= most : from <= most;
        return isInside ? from : lane;
    }

    private void ReportAbsent(Warp warp, int lane, int from) =>
        warp.Machine.Report(this, "absent", () => $"lane {lane} takes the value of lane {from}, which does not execute it");
}
