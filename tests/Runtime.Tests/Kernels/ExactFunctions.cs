using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Tests.Kernels;

/// <summary>The functions of one argument of <see cref="CompilerServices.IRowMath{T}"/>, exact to hundreds of digits.</summary>
internal static class ExactFunctions
{
    public static IReadOnlyDictionary<string, Func<BigFloat, BigFloat>> All { get; } = new Dictionary<string, Func<BigFloat, BigFloat>>
    {
        ["Sqrt"] = x => x.IsZero ? x : BigFloat.Sqrt(x),
        ["Cbrt"] = x => x.IsZero || !x.IsFinite ? x : x.Sign < 0 ? -BigFloat.Exp(BigFloat.Log(-x) / 3) : BigFloat.Exp(BigFloat.Log(x) / 3),
        ["Exp"] = x => BigFloat.Exp(x),
        ["ExpM1"] = ExpM1,
        ["Log"] = BigFloat.Log,
        ["LogP1"] = BigFloat.LogP1,
        ["LogP1OfUnit"] = BigFloat.LogP1,
        ["Sigmoid"] = BigFloat.Sigmoid,
        ["Softplus"] = BigFloat.Softplus,
        ["Sin"] = BigFloat.Sin,
        ["Cos"] = BigFloat.Cos,
        ["Tan"] = x => BigFloat.Sin(x) / BigFloat.Cos(x),
        ["Asin"] = x => BigFloat.Abs(x) > 1 ? BigFloat.NaN : BigFloat.Atan(x / BigFloat.Sqrt((1 - x) * (1 + x))),
        // 2·arctan(√((1 − x)/(1 + x))) does not cancel near 1.
        ["Acos"] = x => BigFloat.Abs(x) > 1 ? BigFloat.NaN : BigFloat.Atan(BigFloat.Sqrt((1 - x) / (1 + x))).Scale(1),
        ["Atan"] = BigFloat.Atan,
        ["Sinh"] = Sinh,
        ["Cosh"] = x => x.IsNaN ? x : 1 + Sinh(BigFloat.Abs(x).Scale(-1)) * Sinh(BigFloat.Abs(x).Scale(-1)).Scale(1),
        ["Tanh"] = Tanh,
        ["Asinh"] = x => x.Sign < 0 ? -Asinh(-x) : Asinh(x),
        ["Acosh"] = x => x < 1 ? BigFloat.NaN : !x.IsFinite ? x : BigFloat.LogP1(x - 1 + BigFloat.Sqrt((x - 1) * (x + 1))),
        ["Atanh"] = x => BigFloat.Abs(x) > 1 ? BigFloat.NaN : (BigFloat.LogP1(x) - BigFloat.LogP1(-x)).Scale(-1),
        ["SechSquared"] = SechSquared,
        ["LogCosh"] = LogCosh,
        ["Abs"] = BigFloat.Abs,
        ["Sign"] = x => x.IsNaN ? x : x.Sign,
    };

    /// <summary>By its series near 0, where a difference of exponentials is slow to compute.</summary>
    private static BigFloat Sinh(BigFloat x)
    {
        if (!x.IsFinite || BigFloat.Abs(x) > 2000)
            return x.IsNaN ? x : x.Sign * BigFloat.PositiveInfinity;
        return BigFloat.Abs(x) < 1 ? BigFloat.SinhSeries(x) : (BigFloat.Exp(x) - BigFloat.Exp(-x)).Scale(-1);
    }

    private static BigFloat ExpM1(BigFloat x)
    {
        if (x < -2000)
            return -1;
        return BigFloat.Abs(x) < 1 ? BigFloat.Exp(x.Scale(-1)) * BigFloat.SinhSeries(x.Scale(-1)).Scale(1) : BigFloat.Exp(x) - 1;
    }

    private static BigFloat Tanh(BigFloat x)
    {
        BigFloat expM1 = ExpM1(-BigFloat.Abs(x).Scale(1));
        return x.Sign < 0 ? expM1 / (expM1 + 2) : -expM1 / (expM1 + 2);
    }

    private static BigFloat Asinh(BigFloat x) => !x.IsFinite ? x : BigFloat.LogP1(x + x * x / (1 + BigFloat.Sqrt(x * x + 1)));

    private static BigFloat SechSquared(BigFloat x)
    {
        if (BigFloat.Abs(x) > 2000)
            return 0;
        BigFloat exp = BigFloat.Exp(-BigFloat.Abs(x).Scale(1));
        return exp.Scale(2) / ((1 + exp) * (1 + exp));
    }

    private static BigFloat LogCosh(BigFloat x)
    {
        if (!x.IsFinite || BigFloat.Abs(x) > 2000)
            return BigFloat.Abs(x) - BigFloat.Log2;
        if (BigFloat.Abs(x) > 1)
            return BigFloat.Abs(x) + BigFloat.LogP1(BigFloat.Exp(-BigFloat.Abs(x).Scale(1))) - BigFloat.Log2;
        BigFloat sinh = Sinh(x);
        return BigFloat.LogP1(sinh * sinh).Scale(-1);
    }
}
