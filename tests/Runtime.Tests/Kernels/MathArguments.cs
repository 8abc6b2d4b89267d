namespace SparseLsr.Gen.Tests.Kernels;

/// <summary>Arguments of every magnitude and sign, and those at which functions are hard or change their form.</summary>
internal static class MathArguments
{
    private static readonly double[] s_magnitudes =
    [
        0, 1e-20, 1e-8, 1e-4, 0.3, 0.42, 0.5, 0.7, 0.999999, 1, 1.000001, 1.42, 2, 17, 22, 40, 44, 60, 87.5, 88.5, 89.3, 104, 255.99, 256,
        300, 354.9, 700, 709.5, 709.9, 710.3, 710.6, 745.1, 745.2, 750, 1000, 1e4, 1e5, 131071.9, 131072, 1e6, 1e8, 1.1e8, 268435456, 1e10,
        1e17, 1e19, 1e22, 1e30, 1e38, double.PositiveInfinity,
    ];

    /// <summary>The double that is nearest to a multiple of π/2 among all (J.-M. Muller, Elementary Functions), 2⁻⁶¹ from it.</summary>
    private static readonly double s_nearHalfPi = Math.ScaleB(6381956970095103, 797);

    public static float[] Float32 { get; } =
    [
        .. Both([.. s_magnitudes.Select(x => (float)x), float.Epsilon, 1e-40f, 1.17549435e-38f, 1.2e-38f, 2e-38f, 4.7e-38f, float.MaxValue])
            .SelectMany(x => new[] { MathF.BitDecrement(x), x, MathF.BitIncrement(x) }),
        float.NaN,
        .. Both(Powers(-148, 127, 1.7).Select(x => (float)x)),
        .. Enumerable.Range(-400, 801).Select(i => i * 0.02473f),
        .. Enumerable.Range(1, 60).SelectMany(i => Around((float)(i * i * i * Math.PI / 2))),
    ];

    public static double[] Float64 { get; } =
    [
        .. Both([.. s_magnitudes, double.Epsilon, 1e-310, 2.2250738585072014e-308, 3e-308, 1e-300, 1e154, 1e155, 1e300, double.MaxValue])
            .Concat([s_nearHalfPi, -s_nearHalfPi])
            .SelectMany(x => new[] { Math.BitDecrement(x), x, Math.BitIncrement(x) }),
        double.NaN,
        .. Both(Powers(-1073, 1023, 13.7)),
        .. Enumerable.Range(-400, 801).Select(i => i * 0.02473),
        .. Enumerable.Range(1, 60).SelectMany(i => Around(i * i * i * Math.PI / 2)),
    ];

    /// <summary>The numbers at which functions are hard, which come first, and every fourth of those that follow.</summary>
    public static T[] EveryDay<T>(T[] arguments) => [.. arguments.Where(static (_, i) => i < 6 * s_magnitudes.Length || i % 4 == 0)];

    private static IEnumerable<T> Both<T>(IEnumerable<T> magnitudes)
        where T : System.Numerics.INumber<T> => magnitudes.SelectMany(x => new[] { x, -x });

    private static IEnumerable<double> Powers(int from, int to, double factor)
    {
        for (double x = Math.ScaleB(1, from); x < Math.ScaleB(1, to); x *= factor)
            yield return x;
    }

    private static float[] Around(float x) => [MathF.BitDecrement(x), x, MathF.BitIncrement(x)];

    private static double[] Around(double x) => [Math.BitDecrement(x), x, Math.BitIncrement(x)];
}
