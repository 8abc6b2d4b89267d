using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>Which form of the gradient a plan needs, and what it is made of: terms that are zero everywhere are left out.</summary>
internal static class StoreCall
{
    private const int LongestLine = 100;

    /// <summary>The name of the method, which begins with <c>Gradient</c>, and its arguments by name; each on a line of its own if they are long.</summary>
    public static string For(LossPlan plan, Func<Expr, string> write)
    {
        var arguments = new List<string> { $"others: {write(plan.Others)}" };
        if (plan.Entropy is not null)
            arguments.Add($"entropy: {write(plan.Entropy)}");
        if (plan.Mean is not null)
            arguments.Add($"mean: {write(plan.Mean)}");
        arguments.Add($"target: {write(plan.Target)}");
        string separator = arguments.Sum(argument => argument.Length) > LongestLine ? ",\n    " : ", ";
        string start = separator == ", " ? string.Empty : "\n    ";
        return $"Gradient{Suffix(plan.Mean is not null, plan.Entropy is not null)}({start}{string.Join(separator, arguments)})";
    }

    /// <summary>What is collected or stored besides: the mean, the entropy, or both.</summary>
    public static string Suffix(bool mean, bool entropy) => (mean, entropy) switch
    {
        (true, true) => "WithMeanAndEntropy",
        (true, false) => "WithMean",
        (false, true) => "WithEntropy",
        _ => string.Empty,
    };
}
