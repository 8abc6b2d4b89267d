using System.ComponentModel;

namespace SparseLsr.Gen.Cpu;

/// <summary>Functions that generated kernels use beside those of <see cref="Math"/>: what it lacks, or rounds away.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scalars
{
    private const double LogTwo = 0.69314718055994530942;

    /// <summary>exp(x) − 1 with full relative precision near 0, where <see cref="double.ExpM1"/> cancels.</summary>
    /// <remarks>W. Kahan's correction: the rounding error of exp(x) is divided out by the logarithm of what it gave.</remarks>
    public static double ExpM1(double x)
    {
        if (!(Math.Abs(x) < 1))
            return Math.Exp(x) - 1;
        double exp = Math.Exp(x);
        return exp == 1 ? x : (exp - 1) * (x / Math.Log(exp));
    }

    /// <summary>log(1 + x) with full relative precision near 0, where <see cref="double.LogP1"/> cancels.</summary>
    /// <remarks>W. Kahan's correction, as in <see cref="ExpM1"/>.</remarks>
    public static double LogP1(double x)
    {
        double sum = 1 + x;
        if (sum == 1)
            return x;
        return Math.Abs(x) < 1 ? Math.Log(sum) * (x / (sum - 1)) : Math.Log(sum);
    }

    /// <summary>log(1 + x) for 0 ≤ x ≤ 1, within 5e-16 of itself and without a branch, which random rows would mispredict.</summary>
    /// <remarks>2·artanh(s) with s = x/(2 + x) ≤ 1/3, its series in s² replaced by the minimax polynomial.</remarks>
    internal static double LogP1OfUnit(double x)
    {
        double s = x / (2 + x), t = s * s;
        double p = 0.08082022805971766;
        p = p * t + 0.04400369243072337;
        p = p * t + 0.06000536404795356;
        p = p * t + 0.06657072104827468;
        p = p * t + 0.07692785032479312;
        p = p * t + 0.09090894718066429;
        p = p * t + 0.11111111358713932;
        p = p * t + 0.1428571428355438;
        p = p * t + 0.20000000000007292;
        p = p * t + 0.3333333333333333;
        return 2 * s + 2 * s * (t * p);
    }

    /// <summary>σ(x) = 1/(1 + exp(−x)).</summary>
    public static double Sigmoid(double x)
    {
        double exp = Math.Exp(-Math.Abs(x));
        return (x >= 0 ? 1 : exp) / (1 + exp);
    }

    /// <summary>log(1 + exp(x)).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + LogP1(Math.Exp(-Math.Abs(x)));

    /// <summary>log(cosh(x)), which overflows nowhere and keeps its relative precision near 0.</summary>
    public static double LogCosh(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude >= 1)
            return magnitude + (LogP1(Math.Exp(-2 * magnitude)) - LogTwo);
        double sinh = Math.Sinh(x);
        return 0.5 * LogP1(sinh * sinh);
    }

    /// <summary>−1, 0 or 1, and NaN for NaN, where <see cref="Math.Sign(double)"/> throws.</summary>
    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <summary>a·b, where a factor of 0 wins over an infinite one: what has vanished counts for nothing.</summary>
    public static double Times(double a, double b)
    {
        double product = a * b;
        if (!double.IsNaN(product))
            return product;
        return double.IsNaN(a) || double.IsNaN(b) ? product : 0;
    }

    /// <summary>The value held between two bounds, where <see cref="Math.Clamp(double, double, double)"/> throws for bounds in
    /// the wrong order; the upper one then wins, as in torch.</summary>
    public static double Clamp(double value, double low, double high) => Math.Min(Math.Max(value, low), high);
}
