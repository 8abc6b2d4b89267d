using System.Numerics;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>setp</c></summary>
internal sealed unsafe class CompareInstruction<TComparison, T>(int destination, int left, int right) : PredicateInstruction(destination)
    where TComparison : struct, IComparison<T>
    where T : unmanaged
{
    protected override uint Evaluate(Warp warp, uint lanes)
    {
        var a = (T*)(warp.Registers + left);
        var b = (T*)(warp.Registers + right);
        uint holds = 0;
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int i = BitOperations.TrailingZeroCount(rest);
            if (TComparison.Contains(a[i], b[i]))
                holds |= 1u << i;
        }
        return holds;
    }
}
