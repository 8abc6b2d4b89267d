using SparseLsr.Gen.Cpu;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Benchmarks.Cases;

/// <summary>An element type that logits come in.</summary>
/// <param name="Tolerance">How far apart, relative to 1 or the value, two means of the same losses may be in this type.</param>
internal sealed record LogitsType(string Name, ScalarType Torch, ElementType Element, int Size, double Tolerance)
{
    public static readonly LogitsType Float32 = new("float32", ScalarType.Float32, ElementType.Float32, 4, 1e-4);

    public static readonly IReadOnlyList<LogitsType> All =
    [
        Float32,
        new("float64", ScalarType.Float64, ElementType.Float64, 8, 1e-6),
        new("bfloat16", ScalarType.BFloat16, ElementType.BFloat16, 2, 0.1),
        new("float16", ScalarType.Float16, ElementType.Float16, 2, 0.05),
    ];

    public override string ToString() => Name;
}
