using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>An instruction that the scheduler of a warp executes itself.</summary>
internal abstract class ControlInstruction(InstructionKind kind) : Instruction
{
    public override InstructionKind Kind => kind;

    public override void Execute(Warp warp, uint lanes) => throw new InvalidOperationException($"{Text} is the scheduler's.");
}
