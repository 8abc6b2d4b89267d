using System.Numerics;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>selp</c>: the first register where a predicate is true, else the second.</summary>
internal sealed unsafe class SelectInstruction<T>(int destination, int first, int second, int predicate) : Instruction
    where T : unmanaged
{
    public override void Execute(Warp warp, uint lanes)
    {
        var a = (T*)(warp.Registers + first);
        var b = (T*)(warp.Registers + second);
        var result = (T*)(warp.Registers + destination);
        uint isFirst = *(uint*)(warp.Registers + predicate);
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int i = BitOperations.TrailingZeroCount(rest);
            result[i] = ((isFirst >> i) & 1) != 0 ? a[i] : b[i];
        }
    }
}
