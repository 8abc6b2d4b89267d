using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// The functions of <c>Math</c>, <c>double</c>, <c>LossMath</c> and <c>Row</c> that have a derivative. Those without an
/// <see cref="Operator"/> are composed of others.
/// </summary>
internal static class KnownFunctions
{
    /// <summary>The accepted functions, for diagnostics.</summary>
    public const string Accepted =
        "functions of 'Math' and 'double' with a derivative are Exp, ExpM1, Exp2, Exp10, Log, LogP1, Log2, Log10, Pow, Sqrt, Cbrt, "
        + "Abs, Sign, Min, Max, Clamp, Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh, Tanh, Asinh, Acosh and Atanh; "
        + "'LossMath' has Softplus, Sigmoid and LogSigmoid, and 'Row.Detach' keeps a value out of the derivative";

    private const string Step = "its derivative is zero where it exists, so remove it";

    private static readonly double Ln2 = Math.Log(2);
    private static readonly double Ln10 = Math.Log(10);

    private static readonly Dictionary<(string Name, int Arity), Func<Expr[], Expr>> Functions = CreateFunctions();

    private static readonly Dictionary<string, Func<Expr[], Expr>> LossFunctions = new()
    {
        ["Softplus"] = x => Operation(Operator.Softplus, x),
        ["Sigmoid"] = x => Operation(Operator.Sigmoid, x),
        ["LogSigmoid"] = x => -Operation(Operator.Softplus, -x[0]),
    };

    /// <summary>Equal or similar expressions of known functions.</summary>
    private static readonly Dictionary<string, string> Nearest = new()
    {
        ["Atan2"] = "write 'Math.Atan(y / x)' where x is positive",
        ["AcosPi"] = "write 'Math.Acos(x) / Math.PI'",
        ["AsinPi"] = "write 'Math.Asin(x) / Math.PI'",
        ["AtanPi"] = "write 'Math.Atan(x) / Math.PI'",
        ["CosPi"] = "write 'Math.Cos(Math.PI * x)'",
        ["SinPi"] = "write 'Math.Sin(Math.PI * x)'",
        ["TanPi"] = "write 'Math.Tan(Math.PI * x)'",
        ["SinCos"] = "write 'Math.Sin(x)' and 'Math.Cos(x)'",
        ["DegreesToRadians"] = "write 'x * Math.PI / 180'",
        ["RadiansToDegrees"] = "write 'x * 180 / Math.PI'",
        ["Hypot"] = "write 'Math.Sqrt(x * x + y * y)'",
        ["RootN"] = "write 'Math.Pow(x, 1.0 / n)'",
        ["ScaleB"] = "write 'x * Math.Pow(2, n)'",
        ["ILogB"] = "write 'Math.Log2(x)'",
        ["MaxNumber"] = "write 'Math.Max(x, y)'",
        ["MaxNative"] = "write 'Math.Max(x, y)'",
        ["MinNumber"] = "write 'Math.Min(x, y)'",
        ["MinNative"] = "write 'Math.Min(x, y)'",
        ["ClampNative"] = "write 'Math.Clamp(x, low, high)'",
        ["ReciprocalEstimate"] = "write '1 / x'",
        ["ReciprocalSqrtEstimate"] = "write '1 / Math.Sqrt(x)'",
        ["IsNaN"] = "remove it: a loss that is NaN stays NaN",
        ["IsInfinity"] = "compare with a bound, such as 'Math.Abs(x) > 1e300'",
        ["IsFinite"] = "compare with a bound, such as 'Math.Abs(x) < 1e300'",
        ["IsNegative"] = "write 'x < 0'",
        ["IsPositive"] = "write 'x >= 0'",
        ["Floor"] = Step,
        ["Ceiling"] = Step,
        ["Round"] = Step,
        ["Truncate"] = Step,
    };

    /// <summary>The function that a method is, or null.</summary>
    public static Func<Expr[], Expr>? Find(IMethodSymbol method)
    {
        if (KnownNames.IsRow(method.ContainingType))
            return method.Name == nameof(Operator.Detach) ? x => Operation(Operator.Detach, x) : null;
        if (KnownNames.IsLossMath(method.ContainingType))
            return LossFunctions.TryGetValue(method.Name, out Func<Expr[], Expr>? function) ? function : null;
        return IsDoublePrecision(method.ContainingType)
            && method.Parameters.All(parameter => parameter.Type.SpecialType == SpecialType.System_Double)
                ? FindByName(method)
                : null;
    }

    /// <summary>The double-precision function for a single-precision one, or null.</summary>
    public static string? FindDoublePrecision(IMethodSymbol method)
    {
        if (!IsSinglePrecision(method.ContainingType) || FindByName(method) is null)
            return null;
        bool isInMath = method.Name is not ("ExpM1" or "Exp2" or "Exp10" or "Exp2M1" or "Exp10M1" or "LogP1" or "Log2P1" or "Log10P1"
            or "Lerp" or "MultiplyAddEstimate");
        return (isInMath ? "Math." : "double.") + method.Name;
    }

    /// <summary>The same for a call that the compiler may have rejected because its arguments are not of single precision.</summary>
    public static string? FindDoublePrecision(InvocationExpressionSyntax call, SemanticModel model)
    {
        SymbolInfo info = model.GetSymbolInfo(call);
        IEnumerable<ISymbol> candidates = info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
        return candidates.OfType<IMethodSymbol>().Where(method => method.Parameters.Length == call.ArgumentList.Arguments.Count)
            .Select(FindDoublePrecision).FirstOrDefault(function => function is not null);
    }

    /// <summary>The suggestion for an unknown function of <c>Math</c> or <c>double</c>, or null.</summary>
    public static string? FindNearest(IMethodSymbol method)
    {
        if (!IsDoublePrecision(method.ContainingType))
            return null;
        // The call chose an overload that takes other numbers than doubles.
        if (FindByName(method) is not null)
            return "write its arguments as 'double', such as '2.0'";
        return Nearest.TryGetValue(method.Name, out string? replacement) ? replacement : null;
    }

    /// <summary>Whether a function of <c>Math</c> or <c>double</c> rounds, so that its derivative is zero where it exists.</summary>
    public static bool IsStep(IMethodSymbol method) =>
        IsDoublePrecision(method.ContainingType) && method.Name is ("Floor" or "Ceiling" or "Round" or "Truncate");

    private static Func<Expr[], Expr>? FindByName(IMethodSymbol method) =>
        Functions.TryGetValue((method.Name, method.Parameters.Length), out Func<Expr[], Expr>? function) ? function : null;

    private static bool IsDoublePrecision(INamedTypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Double } || IsSystemType(type, nameof(Math));

    private static bool IsSinglePrecision(INamedTypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Single } || IsSystemType(type, "MathF");

    private static bool IsSystemType(INamedTypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } }
        && type.Name == name;

    private static Dictionary<(string, int), Func<Expr[], Expr>> CreateFunctions()
    {
        var functions = new Dictionary<(string, int), Func<Expr[], Expr>>
        {
            [("Log", 2)] = x => Operation(Operator.Log, x[0]) / Operation(Operator.Log, x[1]),
            [("Log2", 1)] = x => Operation(Operator.Log, x[0]) / Ln2,
            [("Log10", 1)] = x => Operation(Operator.Log, x[0]) / Ln10,
            [("Log2P1", 1)] = x => Operation(Operator.LogP1, x[0]) / Ln2,
            [("Log10P1", 1)] = x => Operation(Operator.LogP1, x[0]) / Ln10,
            [("Exp2", 1)] = x => Operation(Operator.Exp, x[0] * Ln2),
            [("Exp10", 1)] = x => Operation(Operator.Exp, x[0] * Ln10),
            [("Exp2M1", 1)] = x => Operation(Operator.ExpM1, x[0] * Ln2),
            [("Exp10M1", 1)] = x => Operation(Operator.ExpM1, x[0] * Ln10),
            [("FusedMultiplyAdd", 3)] = x => x[0] * x[1] + x[2],
            [("MultiplyAddEstimate", 3)] = x => x[0] * x[1] + x[2],
            [("Lerp", 3)] = x => x[0] * (Constant.One - x[2]) + x[1] * x[2],
        };
        foreach (Operator unary in (Operator[])[
            Operator.Sqrt, Operator.Cbrt, Operator.Exp, Operator.ExpM1, Operator.Log, Operator.LogP1,
            Operator.Sin, Operator.Cos, Operator.Tan, Operator.Asin, Operator.Acos, Operator.Atan,
            Operator.Sinh, Operator.Cosh, Operator.Tanh, Operator.Asinh, Operator.Acosh, Operator.Atanh,
            Operator.Abs, Operator.Sign])
        {
            functions[(unary.ToString(), 1)] = x => Operation(unary, x);
        }
        foreach (Operator binary in (Operator[])[Operator.Pow, Operator.Min, Operator.Max])
            functions[(binary.ToString(), 2)] = x => Operation(binary, x);
        functions[(nameof(Operator.Clamp), 3)] = x => Operation(Operator.Clamp, x);
        return functions;
    }

    private static Expr Operation(Operator @operator, params Expr[] operands) => new Operation(@operator, operands);
}
