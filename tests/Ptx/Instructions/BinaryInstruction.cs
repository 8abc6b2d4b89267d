using System.Numerics;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>An operation on two registers.</summary>
internal sealed unsafe class BinaryInstruction<TOperation, TLeft, TRight, TResult>(int destination, int left, int right)
    : Instruction, IBinaryInstruction
    where TOperation : struct, IBinary<TLeft, TRight, TResult>
    where TLeft : unmanaged
    where TRight : unmanaged
    where TResult : unmanaged
{
    public int Destination => destination;

    public int Left => left;

    public int Right => right;

    public override void Execute(Warp warp, uint lanes)
    {
        var a = (TLeft*)(warp.Registers + left);
        var b = (TRight*)(warp.Registers + right);
        var result = (TResult*)(warp.Registers + destination);
        if (lanes == Warp.AllLanes)
        {
            for (int i = 0; i < Warp.Lanes; i++)
                result[i] = TOperation.Apply(a[i], b[i]);
            return;
        }
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int i = BitOperations.TrailingZeroCount(rest);
            result[i] = TOperation.Apply(a[i], b[i]);
        }
    }
}
