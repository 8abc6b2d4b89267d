namespace SparseLsr.Gen.Cpu;

/// <summary>The element types that logits come in.</summary>
internal enum ElementType
{
    Float32,
    Float64,
    BFloat16,
    Float16,
}
