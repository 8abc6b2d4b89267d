namespace SparseLsr.Gen.Benchmarks.Cases;

/// <summary>The shape (N, C) of a batch of logits.</summary>
internal readonly record struct Shape(long Rows, long Classes)
{
    public static readonly IReadOnlyList<Shape> All =
    [
        new(128, 10),
        new(128, 1000),
        new(4096, 1000),
        new(1024, 32768),
        new(256, 131072),
        new(8, 1048576),
    ];

    public long Elements => Rows * Classes;

    public override string ToString() => $"{Rows}x{Classes}";
}
