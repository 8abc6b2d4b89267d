using System.Numerics;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>An operation on one register.</summary>
internal sealed unsafe class UnaryInstruction<TOperation, TSource, TResult>(int destination, int source) : Instruction
    where TOperation : struct, IUnary<TSource, TResult>
    where TSource : unmanaged
    where TResult : unmanaged
{
    public override void Execute(Warp warp, uint lanes)
    {
        var a = (TSource*)(warp.Registers + source);
        var result = (TResult*)(warp.Registers + destination);
        if (lanes == Warp.AllLanes)
        {
            for (int i = 0; i < Warp.Lanes; i++)
                result[i] = TOperation.Apply(a[i]);
            return;
        }
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int i = BitOperations.TrailingZeroCount(rest);
            result[i] = TOperation.Apply(a[i]);
        }
    }
}
