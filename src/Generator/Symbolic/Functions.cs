namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>Functions that netstandard2.0 lacks, in forms that keep relative precision.</summary>
internal static class Functions
{
    /// <summary>exp(x) − 1; Kahan's correction keeps precision at small x.</summary>
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) >= 1)
            return Math.Exp(x) - 1;
        double u = Math.Exp(x);
        return u == 1 ? x : (u - 1) * x / Math.Log(u);
    }

    /// <summary>log(1 + x) with the same correction.</summary>
    public static double LogP1(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsInfinity(u) ? x : Math.Log(u) * (x / (u - 1));
    }

    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    public static double Softplus(double x) => Math.Max(x, 0) + LogP1(Math.Exp(-Math.Abs(x)));

    /// <summary>1/cosh²(x), without the overflow of cosh.</summary>
    public static double SechSquared(double x)
    {
        double e = Math.Exp(-2 * Math.Abs(x)), reciprocal = 1 / (1 + e);
        return 4 * e * reciprocal * reciprocal;
    }

    /// <summary>log(cosh(x)); near 0 by way of sinh², because cosh x rounds to 1 there.</summary>
    public static double LogCosh(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude >= 1)
            return magnitude + (LogP1(Math.Exp(-2 * magnitude)) - Math.Log(2));
        double sinh = Math.Sinh(x);
        return 0.5 * LogP1(sinh * sinh);
    }

    public static double Cbrt(double x)
    {
        if (x == 0 || double.IsInfinity(x) || double.IsNaN(x))
            return x;
        double root = Math.Sign(x) * Math.Pow(Math.Abs(x), 1.0 / 3);
        return root - (root * root * root - x) / (3 * root * root);
    }

    public static double Asinh(double x)
    {
        double a = Math.Abs(x);
        double value = a > 1e8 ? Math.Log(a) + Math.Log(2) : LogP1(a + a * a / (1 + Math.Sqrt(a * a + 1)));
        return x < 0 ? -value : value;
    }

    public static double Acosh(double x) =>
        x > 1e8 ? Math.Log(x) + Math.Log(2) : LogP1(x - 1 + Math.Sqrt((x - 1) * (x + 1)));

    public static double Atanh(double x) => 0.5 * (LogP1(x) - LogP1(-x));
}
