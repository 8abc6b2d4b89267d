using System.Numerics;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>testp</c></summary>
internal sealed unsafe class TestInstruction<TProperty, T>(int destination, int source) : PredicateInstruction(destination)
    where TProperty : struct, IProperty<T>
    where T : unmanaged
{
    protected override uint Evaluate(Warp warp, uint lanes)
    {
        var a = (T*)(warp.Registers + source);
        uint holds = 0;
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int i = BitOperations.TrailingZeroCount(rest);
            if (TProperty.Contains(a[i]))
                holds |= 1u << i;
        }
        return holds;
    }
}
