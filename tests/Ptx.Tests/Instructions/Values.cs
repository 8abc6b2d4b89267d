namespace SparseLsr.Gen.Ptx.Tests.Instructions;

/// <summary>Operands that operations have to tell apart, and all pairs of them.</summary>
internal static class Values
{
    /// <summary>NaN as results of float32 have it.</summary>
    public static float CanonicalNaN { get; } = BitConverter.UInt32BitsToSingle(0x7FFFFFFF);

    public static float[] Singles { get; } =
    [
        0f, -0f, 1f, -1f, 1.5f, -2.25f, 3.1415927f, 1e-3f, -1e10f, float.MaxValue, -float.MaxValue, float.Epsilon, -1e-40f,
        1.17549435e-38f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, BitConverter.UInt32BitsToSingle(0xFFC12345), 0.75f, 2.5f, -3.5f, 1e30f,
    ];

    public static double[] Doubles { get; } =
    [
        0, -0.0, 1, -1, 1.5, -2.25, Math.PI, 1e-3, -1e10, double.MaxValue, -double.MaxValue, double.Epsilon, -1e-310,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, 0.5, 2.5, -3.5, 1e300, 4294967296.5, -9.3e18,
    ];

    public static int[] Integers { get; } = [0, 1, -1, 2, 7, -13, 31, 32, 33, 65_535, 65_536, 1_000_003, int.MaxValue, int.MinValue, 0x5A5A5A5A];

    public static long[] Longs { get; } =
        [0, 1, -1, 2, 7, -13, 63, 64, 1L << 32, (1L << 32) - 1, -1L << 31, 1_000_000_007, long.MaxValue, long.MinValue, 0x0123456789ABCDEF];

    /// <summary>The first and the second elements of all pairs.</summary>
    public static (T[] First, T[] Second) Pairs<T>(T[] values) =>
        ([.. values.SelectMany(a => values.Select(_ => a))], [.. values.SelectMany(_ => values)]);

    /// <summary>A subnormal number as a zero of its sign.</summary>
    public static float Flush(float value) => float.IsSubnormal(value) ? MathF.CopySign(0, value) : value;

    /// <summary>NaN as a result.</summary>
    public static float Canonical(float value) => float.IsNaN(value) ? CanonicalNaN : value;
}
