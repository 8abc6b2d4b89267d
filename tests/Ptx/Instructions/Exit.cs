namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>ret</c> of a kernel.</summary>
internal sealed class Exit() : ControlInstruction(InstructionKind.Exit);
