namespace SparseLsr.Gen.Testing.Fuzz.Declarations;

/// <summary>The words that random declarations are made of.</summary>
internal static class Vocabulary
{
    public static readonly string[] Statistics =
    [
        "LogOdds", "LogProb", "Prob", "LogComplement", "Complement", "TargetLogit", "LogSumExp", "MeanLogit", "MeanLogProb", "Entropy", "Classes",
        "OthersEntropy", "Target",
    ];

    /// <summary>The properties of a class, the likelier ones more than once.</summary>
    public static readonly string[] OfClass = ["c.Prob", "c.LogProb", "c.Logit", "c.Prob", "c.LogProb", "c.Prob", "c.Index"];

    /// <summary>The properties of a class that the transform of the logits can read.</summary>
    public static readonly string[] OfTransformed = ["c.Logit", "c.Logit", "c.Index"];

    /// <summary>What logits become; each differs with the logit.</summary>
    public static readonly string[] Transforms =
    [
        "c.Logit + #", "c.Logit - #", "# * c.Logit", "(c.IsTarget ? c.Logit - # : c.Logit)", "c.Logit / (1 + # * #)",
        "c.Logit * Math.Exp(0.1 * #)", "(c.IsTarget ? # * c.Logit : c.Logit + #)", "3 * Math.Tanh(c.Logit / 3) + #",
        "Math.Max(c.Logit, #)", "(c.Logit > # ? c.Logit : 0.5 * c.Logit)", "(c.IsTarget ? c.Logit : c.Logit + #)",
        "# + Math.Asinh(c.Logit)",
    ];

    /// <summary>What a sum over classes adds up; each differs from class to class.</summary>
    public static readonly string[] Terms =
    [
        "c.Prob * #", "c.Prob * c.Prob * #", "c.Prob * (c.LogProb - #)", "Math.Abs(c.Prob - #)", "Math.Max(0, # + c.Logit - row.TargetLogit)",
        "Math.Exp(0.2 * c.LogProb) * #", "(c.IsTarget ? # : # * c.Prob)", "# / (1 + Math.Exp(-c.Logit))", "Math.Tanh(c.LogProb) * #",
        "(c.Prob > row.Prob ? # : c.Prob)", "Math.Log(1 + Math.Exp(c.Logit - #))", "Math.Sqrt(c.Prob + 0.1) * #", "Math.Pow(c.Prob, 1.5)",
        "Math.Abs(c.Index - row.Target) * c.Prob", "(# - c.Prob) * (# - c.Prob)", "Math.Clamp(c.LogProb, -3, -0.2)", "c.Prob / (# * # + 1)",
        "(c.Prob < # && !c.IsTarget ? c.LogProb * c.Prob : #)", "Math.Sin(c.LogProb + #)", "Math.Log(c.Prob + 0.01)", "c.Prob * c.LogProb",
    ];

    public static readonly string[] Literals = ["0.0", "1.0", "2.0", "3.0", "0.5", "0.1", "1.5", "0.25", "10.0", "7d", "0.75", "1e-3", "4.0", "1e2", "K", "2f", "1 / 4.0", "3.0"];

    /// <summary>Names for the loss's own parameters, some of them close to what the generator itself writes.</summary>
    public static readonly string[] Parameters =
    [
        "a", "smoothing", "gamma", "q", "beta", "classes", "classCount", "loss", "others", "value", "kernel", "_a", "sum", "product", "@base",
        "@event", "mean", "entropy", "field", "byLogOdds", "exponential", "TRow", "ratio", "_sum", "d", "global", "condition",
    ];

    /// <summary>Names for locals, likewise.</summary>
    public static readonly string[] Locals =
    [
        "x", "y", "z", "u", "v", "w", "total", "others2", "target", "gradient", "logits", "choice", "power", "root", "_x", "@new", "@checked",
        "logarithm", "sine", "sin", "sum2", "product2", "_product", "@double", "classes2", "weight", "reduction", "t", "s", "r1", "r2", "r3", "r4", "r5",
    ];

    /// <summary>Functions that every number has a value of, and that grow slowly.</summary>
    public static readonly string[] Tame =
    [
        "Math.Sin(#)", "Math.Cos(#)", "Math.Tanh(#)", "Math.Atan(#)", "Math.Asinh(#)", "Math.Cbrt(#)", "Math.Abs(#)", "Math.Sign(#)",
        "Math.Clamp(#, -2, 3)", "Math.Max(#, 0)", "Math.Min(1.5, #)", "double.Abs(#)", "Math.Sqrt(Math.Abs(#))", "double.Cos(#)",
        "LossMath.Softplus(#)", "LossMath.Sigmoid(#)", "LossMath.LogSigmoid(#)", "Row.Detach(#)",
    ];

    /// <summary>Functions of which only small arguments keep within bounds.</summary>
    public static readonly string[] Growing =
    [
        "Math.Exp(#)", "Math.Sinh(#)", "Math.Cosh(#)", "double.ExpM1(#)", "double.Exp2(#)", "double.Exp10(#)", "double.Exp2M1(#)", "double.Exp10M1(#)",
        "Math.Tan(#)", "Math.Pow(1.5, #)", "Math.Pow(#, 3)", "Math.Pow(#, 2)", "Math.Exp(- #)", "1 - Math.Exp(#)", "1 / (1 + Math.Exp(#))",
        "Math.Log(1 + Math.Exp(#))", "Math.Log(Math.Cosh(#))", "Math.Pow(#, 4)",
    ];

    /// <summary>Functions of positive numbers.</summary>
    public static readonly string[] OfPositive =
    [
        "Math.Log(#)", "Math.Sqrt(#)", "double.LogP1(#)", "Math.Log2(#)", "Math.Log10(#)", "double.Log2P1(#)", "double.Log10P1(#)", "Math.Log(#, 3)",
        "Math.Pow(#, 0.5)", "Math.Pow(#, -1)", "Math.Pow(#, -1.7)", "Math.Pow(#, 2.3)", "Math.Acosh(1 + #)", "1 / #", "Math.Log(# / row.Classes)",
        "Math.Log(1 + #)", "Math.Log(# * #)", "Math.Pow(#, #)", "Math.Log(# / #)", "# / (1 + #)",
    ];

    /// <summary>Functions of numbers between -1 and 1.</summary>
    public static readonly string[] OfUnit = ["Math.Asin(#)", "Math.Acos(#)", "Math.Atanh(#)", "double.LogP1(0.9 * #)", "Math.Sqrt(1 - # * #)", "Math.Log(1 - #)"];

    public static readonly string[] Units = ["Math.Tanh(#)", "0.9 * Math.Sin(#)", "row.Prob", "# / (1 + Math.Abs(#))", "Math.Clamp(#, -0.9, 0.8)", "row.Complement", "1 - row.Prob"];

    public static readonly string[] Positives =
    [
        "(1 + Math.Exp(#))", "(1.5 + Math.Sin(#))", "row.Classes", "(# * # + 0.5)", "Math.Cosh(#)", "(row.Entropy + 0.1)", "Math.Exp(#)", "(Math.Abs(#) + 0.25)",
        "row.Prob", "row.Complement", "(1 - row.Prob)", "(-row.LogProb)", "(2 - row.Prob)", "Math.Max(#, 0.2)", "row.Entropy", "(-row.MeanLogProb)",
    ];

    /// <summary>What keeps within a few units of 0.</summary>
    public static readonly string[] Small =
    [
        "Math.Clamp(#, -4, 5)", "3 * Math.Tanh(#)", "Math.Sin(#)", "row.LogProb", "0.1 * #", "row.Prob", "-row.Entropy", "Math.Min(#, 3)", "row.LogComplement",
        "-Math.Abs(#)", "row.LogOdds", "row.MeanLogProb / row.Classes",
    ];

    /// <summary>Operations on any numbers.</summary>
    public static readonly string[] Arithmetic =
    [
        "# + #", "# - #", "# * #", "# + #", "# - #", "# * #", "- #", "+ #", "(#)", "(double)#", "Math.Max(#, #)", "Math.Min(#, #)", "Math.FusedMultiplyAdd(#, #, #)",
        "double.Lerp(#, #, 0.3)", "double.MultiplyAddEstimate(#, #, #)", "# / 3", "2 * #", "# * #", "(# - #) * (# + #)", "# - # - #", "# + # * #", "- - #",
        "Math.Clamp(#, -1, row.Classes)", "# * 0.5 * #", "# / (1 + Math.Abs(#))", "double.Clamp(#, 0.1, 0.9)", "1 - #", "# * #",
    ];

    public static readonly string[] Comparisons = ["# < #", "# <= #", "# > #", "# >= #", "# == #", "# != #", "# < 1", "# > 0"];

    public static readonly string[] Logic = ["# && #", "# || #", "!(#)", "(# || #) && #", "# == #", "# != #", "(#)"];
}
