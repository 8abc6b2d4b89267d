using System.Numerics;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>mov</c> of registers other than predicates.</summary>
internal sealed unsafe class MoveInstruction<T>(int destination, int source) : Instruction
    where T : unmanaged
{
    public override void Execute(Warp warp, uint lanes)
    {
        var a = (T*)(warp.Registers + source);
        var result = (T*)(warp.Registers + destination);
        if (lanes == Warp.AllLanes)
        {
            new Span<T>(a, Warp.Lanes).CopyTo(new Span<T>(result, Warp.Lanes));
            return;
        }
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int i = BitOperations.TrailingZeroCount(rest);
            result[i] = a[i];
        }
    }
}
