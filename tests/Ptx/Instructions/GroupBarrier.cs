namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>bar.sync</c></summary>
internal sealed class GroupBarrier() : ControlInstruction(InstructionKind.Barrier);
