using SparseLsr.Gen.Ptx.Instructions;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>A kernel, ready to be executed. It does not change, and may be shared between threads.</summary>
internal sealed record Kernel
{
    public required string Name { get; init; }

    /// <summary>The most threads of a block.</summary>
    public required int MaxThreads { get; init; }

    /// <summary>Its instructions, those of functions that it calls in the place of the calls.</summary>
    public required Instruction[] Instructions { get; init; }

    /// <summary>Where each argument begins, and its bytes.</summary>
    public required (int Offset, int Bytes)[] Arguments { get; init; }

    /// <summary>The bytes of its registers, for a warp.</summary>
    public required int RegisterBytes { get; init; }

    /// <summary>The names of its registers, for messages.</summary>
    public required string[] RegisterNames { get; init; }

    /// <summary>The registers that hold constants.</summary>
    public required PresetRegister[] Constants { get; init; }

    /// <summary>The registers in which a thread finds its place in the grid.</summary>
    public required (string Name, Register Register)[] SpecialRegisters { get; init; }

    /// <summary>The static shared memory of a block.</summary>
    public required int SharedBytes { get; init; }

    /// <summary>The local memory of a thread.</summary>
    public required int LocalBytes { get; init; }

    /// <summary>How many instructions access memory.</summary>
    public required int MemoryInstructions { get; init; }

    /// <summary>Behind the last instruction.</summary>
    public int End => Instructions.Length;

    /// <summary>The bytes of all arguments.</summary>
    public int ArgumentBytes => Arguments is [.., var last] ? last.Offset + last.Bytes : 0;
}
