using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>A register that holds a constant.</summary>
internal sealed record PresetRegister(Register Register, ulong Bits)
{
    /// <summary>Writes the constant for all lanes of a warp.</summary>
    public unsafe void Fill(Warp warp)
    {
        byte* register = warp.Registers + Register.Offset;
        switch (Register.Bytes)
        {
            case Register.PredicateBytes:
                *(uint*)register = Bits == 0 ? 0 : Warp.AllLanes;
                break;
            case sizeof(ushort):
                new Span<ushort>(register, Warp.Lanes).Fill((ushort)Bits);
                break;
            case sizeof(uint):
                new Span<uint>(register, Warp.Lanes).Fill((uint)Bits);
                break;
            default:
                new Span<ulong>(register, Warp.Lanes).Fill(Bits);
                break;
        }
    }
}
