using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.Ptx.Compilation;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>st</c></summary>
internal sealed unsafe class StoreInstruction(MemoryOperand operand, int index) : MemoryInstruction(operand, index)
{
    protected override MemoryAccess Access => MemoryAccess.Write;

    public override void Execute(Warp warp, uint lanes)
    {
        warp.Machine.Counts.SectorsWritten += Sectors(warp, lanes);
        byte* values = stackalloc byte[MostBytes];
        int width = Operand.Width;
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            for (int i = 0; i < Operand.Data.Length; i++)
                Unsafe.CopyBlockUnaligned(values + (i * width), warp.Registers + Operand.Data[i].Offset + (lane * width), (uint)width);
            byte* to = Resolve(warp, lane, values);
            if (to is not null)
                Unsafe.CopyBlockUnaligned(to, values, (uint)Operand.Bytes);
        }
    }
}
