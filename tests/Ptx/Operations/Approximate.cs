namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>The approximate functions of float32 (<c>.approx</c>), with errors within the bounds of the PTX ISA 7.8.</summary>
internal static class Approximate
{
    private const double Exp2Bound = 1.0 / (1 << 22);

    /// <summary>Relative, and between 0.5 and 2, where the logarithm vanishes, absolute.</summary>
    private const double Log2Bound = 1.0 / (1 << 22);
    private const double ReciprocalBound = 1.0 / (1 << 23);
    private const double SquareRootBound = 1.0 / (1 << 23);

    /// <summary>2^-22.4.</summary>
    private const double ReciprocalSquareRootBound = 1.8068e-7;

    /// <summary>Absolute, 2^-20.5.</summary>
    private const double SineBound = 6.7434e-7;

    /// <summary>How instructions err on this thread.</summary>
    [ThreadStatic]
    private static Approximation s_errors;

    /// <summary>Sets how instructions err that this thread executes.</summary>
    public static void Use(Approximation errors) => s_errors = errors;

    public readonly struct Exp2 : IUnary<float, float>
    {
        public static float Apply(float a) =>
            Single(BinaryExponential.Of(a) * (1 + (Exp2Bound * Direction(a))));
    }

    public readonly struct Log2 : IUnary<float, float>
    {
        public static float Apply(float a)
        {
            double exact = Math.Log2(a);
            return Single(a is > 0.5f and < 2 ? exact + (Log2Bound * Direction(a)) : exact * (1 + (Log2Bound * Direction(a))));
        }
    }

    public readonly struct Reciprocal : IUnary<float, float>
    {
        public static float Apply(float a) => Single(1.0 / a * (1 + (ReciprocalBound * Direction(a))));
    }

    public readonly struct SquareRoot : IUnary<float, float>
    {
        public static float Apply(float a) => Single(Math.Sqrt(a) * (1 + (SquareRootBound * Direction(a))));
    }

    public readonly struct ReciprocalSquareRoot : IUnary<float, float>
    {
        public static float Apply(float a) =>
            Single((a == 0 ? 1.0 / a : 1 / Math.Sqrt(a)) * (1 + (ReciprocalSquareRootBound * Direction(a))));
    }

    public readonly struct Sine : IUnary<float, float>
    {
        public static float Apply(float a) => Single(Math.Sin(a) + (SineBound * Direction(a)));
    }

    public readonly struct Cosine : IUnary<float, float>
    {
        public static float Apply(float a) => Single(Math.Cos(a) + (SineBound * Direction(a)));
    }

    /// <summary>The dividend times an approximate reciprocal; 0 for divisors above 2^126, whose reciprocals are subnormal.</summary>
    public readonly struct Divide : IBinary<float, float, float>
    {
        public static float Apply(float a, float b) => Single(a * Flushed.Flush(Reciprocal.Apply(b)));
    }

    private static float Single(double value) => CanonicalNaN.Of((float)value);

    // Between −1 and 1.
    private static double Direction(float operand)
    {
        switch (s_errors)
        {
            case Approximation.None:
                return 0;
            case Approximation.High:
                return 1;
            case Approximation.Low:
                return -1;
            default:
                uint hash = BitConverter.SingleToUInt32Bits(operand) * 2654435761;
                hash = (hash ^ (hash >> 15)) * 2246822519;
                return ((hash ^ (hash >> 13)) / 2147483648.0) - 1;
        }
    }
}
