using SparseLsr.Gen.Ptx.Instructions;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>Makes an instruction of its operands.</summary>
internal delegate Instruction Decoder(Operands operands);
