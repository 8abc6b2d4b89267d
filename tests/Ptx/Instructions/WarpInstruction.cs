using System.Numerics;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>An instruction that waits for the lanes of its warp that a mask names.</summary>
internal abstract unsafe class WarpInstruction(int memberMask) : Instruction
{
    public override InstructionKind Kind => InstructionKind.WarpSynchronous;

    /// <summary>The lanes that a lane names.</summary>
    public uint Members(Warp warp, int lane) => ((uint*)(warp.Registers + memberMask))[lane];

    /// <summary>All that execute it have to name the same lanes, themselves among them, and those have to be there.</summary>
    protected void CheckMembers(Warp warp, uint lanes)
    {
        uint members = Members(warp, BitOperations.TrailingZeroCount(lanes));
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            if (Members(warp, BitOperations.TrailingZeroCount(rest)) != members)
                warp.Machine.Report(this, "members", static () => "lanes name different members");
        }
        if (members != lanes)
            ReportMembers(warp, lanes, members);
    }

    private void ReportMembers(Warp warp, uint lanes, uint members) =>
        warp.Machine.Report(this, "lanes", () => $"lanes {lanes:x8} execute it, the members are {members:x8}");
}
