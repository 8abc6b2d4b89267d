using SparseLsr.Gen.Ptx.Compilation;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>An instruction that lanes of a warp can execute.</summary>
internal abstract class Instruction
{
    public virtual InstructionKind Kind => InstructionKind.Plain;

    /// <summary>The operation with its modifiers.</summary>
    public string Opcode { get; set; } = "";

    /// <summary>The instruction as written.</summary>
    public string Text { get; set; } = "";

    /// <summary>Where it is in the text, from 1.</summary>
    public int Line { get; set; }

    /// <summary>The predicate that decides for each lane whether it executes.</summary>
    public Register? Guard { get; set; }

    /// <summary>Whether lanes execute where the predicate is false.</summary>
    public bool GuardNegated { get; set; }

    /// <summary>The numbers of the registers that it reads.</summary>
    public int[] Reads { get; set; } = [];

    /// <summary>The numbers of the registers that it writes.</summary>
    public int[] Writes { get; set; } = [];

    public abstract void Execute(Warp warp, uint lanes);
}
