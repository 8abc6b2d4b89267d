using System.Numerics;
using SparseLsr.Gen.Ptx.Compilation;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>ld.param</c> of a kernel: an argument, the same for all lanes.</summary>
internal sealed unsafe class LoadParameterInstruction(int offset, int bytes, Register destination) : Instruction
{
    public override void Execute(Warp warp, uint lanes)
    {
        ReadOnlySpan<byte> argument = warp.Machine.Parameters.AsSpan(offset, bytes);
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            byte* register = warp.Registers + destination.Offset + (BitOperations.TrailingZeroCount(rest) * destination.Bytes);
            var value = new Span<byte>(register, destination.Bytes);
            value.Clear();
            argument.CopyTo(value);
        }
    }
}
