using SparseLsr.Gen.Ptx.Parsing;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>What a load or a store accesses.</summary>
/// <param name="Space">The state space.</param>
/// <param name="Address">The register with the address.</param>
/// <param name="Offset">What is added to it.</param>
/// <param name="Width">The bytes of an element.</param>
/// <param name="Data">A register for each element.</param>
internal sealed record MemoryOperand(StateSpace Space, Register Address, long Offset, int Width, Register[] Data)
{
    /// <summary>The bytes that a lane accesses.</summary>
    public int Bytes => Width * Data.Length;
}
