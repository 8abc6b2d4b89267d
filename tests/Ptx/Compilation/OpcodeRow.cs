namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>A row of the table of opcodes.</summary>
/// <param name="Opcode">The operation with all modifiers.</param>
/// <param name="Decoder">What makes an instruction of its operands.</param>
internal readonly record struct OpcodeRow(string Opcode, Decoder Decoder);
