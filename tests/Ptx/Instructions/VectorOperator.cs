namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>The operations of <see cref="VectorInstruction"/>.</summary>
internal enum VectorOperator
{
    Add,
    Subtract,
    Multiply,
    Maximum,
}
