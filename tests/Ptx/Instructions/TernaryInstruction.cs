using System.Numerics;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>An operation on three registers.</summary>
internal sealed unsafe class TernaryInstruction<TOperation, TFactor, TResult>(int destination, int first, int second, int third) : Instruction
    where TOperation : struct, ITernary<TFactor, TResult>
    where TFactor : unmanaged
    where TResult : unmanaged
{
    public override void Execute(Warp warp, uint lanes)
    {
        var a = (TFactor*)(warp.Registers + first);
        var b = (TFactor*)(warp.Registers + second);
        var c = (TResult*)(warp.Registers + third);
        var result = (TResult*)(warp.Registers + destination);
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int i = BitOperations.TrailingZeroCount(rest);
            result[i] = TOperation.Apply(a[i], b[i], c[i]);
        }
    }
}
