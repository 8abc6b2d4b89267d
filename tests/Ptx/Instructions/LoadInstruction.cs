using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.Ptx.Compilation;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>ld</c></summary>
internal sealed unsafe class LoadInstruction(MemoryOperand operand, int index) : MemoryInstruction(operand, index)
{
    protected override MemoryAccess Access => MemoryAccess.Read;

    public override void Execute(Warp warp, uint lanes)
    {
        warp.Machine.Counts.SectorsRead += Sectors(warp, lanes);
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            byte* from = Resolve(warp, lane, null);
            int width = Operand.Width;
            foreach (Register register in Operand.Data)
            {
                byte* to = warp.Registers + register.Offset + (lane * width);
                // What may not be read stands out as NaN.
                if (from is null)
                    Unsafe.InitBlockUnaligned(to, 0xFF, (uint)width);
                else
                    Unsafe.CopyBlockUnaligned(to, from, (uint)width);
                from = from is null ? null : from + width;
            }
        }
    }
}
