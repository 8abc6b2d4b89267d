using SparseLsr.Gen.Testing.Cases;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>Declarations beside the ready-made ones, by what is special about each.</summary>
internal static class DeclaredLosses
{
    /// <summary>These and the ready-made losses.</summary>
    public static IEnumerable<string> Names => All.Keys.Concat(ShippedLosses.Names);

    /// <summary>The source of one of both. The ready-made losses are in the runtime already: here they get a namespace of their own.</summary>
    public static string Source(string name) => All.TryGetValue(name, out string? source)
        ? source
        : ShippedLosses.Source(name).Replace("namespace SparseLsr.Gen;", "namespace Shipped;");

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["no parameter"] = "namespace A.B; [SparseTargetLoss] public sealed partial class PlainLoss { private static double Loss(Row row) => -row.LogProb; }",
        ["global namespace"] = "[SparseTargetLoss] public partial class BareLoss { static double Loss(Row row, double a = 1) => -a * row.LogProb; }",
        ["nested, private, keywords"] = """
            namespace A.@class;
            internal static partial class Outer
            {
                internal partial class Middle
                {
                    [SparseTargetLoss]
                    private sealed partial class @event
                    {
                        private static double Loss(Row row, double @double, double classes = 2, double row1 = double.PositiveInfinity) =>
                            -@double * row.LogProb + classes * row.Prob * row.Classes + row1 * row.Entropy;
                    }
                }
            }
            """,
        ["every function"] = """
            namespace A;
            [SparseTargetLoss]
            public sealed partial class EveryFunctionLoss
            {
                private static double Loss(Row row, double a = -0.5)
                {
                    double x = row.LogOdds, y = row.MeanLogit;
                    double sum = Math.Exp(x) + double.ExpM1(x) + Math.Log(y) + double.LogP1(y) + Math.Pow(y, a) + Math.Sqrt(y) + Math.Cbrt(y)
                        + Math.Sin(x) + Math.Cos(x) + Math.Tan(x) + Math.Asin(x) + Math.Acos(x) + Math.Atan(x) + Math.Sinh(x) + Math.Cosh(x)
                        + Math.Tanh(x) + Math.Asinh(x) + Math.Acosh(x) + Math.Atanh(x) + Math.Abs(x) + Math.Sign(x) + Math.Min(x, a)
                        + Math.Max(x, a) + Math.Clamp(x, -1, 1) + Math.Log(Math.Cosh(y)) + Math.Log(1 + Math.Exp(y)) + 1 / (1 + Math.Exp(y));
                    bool low = x < y && !(a <= x) || x == y;
                    if (low || a > 3)
                        sum += row.LogSumExp - row.TargetLogit * row.MeanLogProb;
                    return low ? sum : a > 0 ? -sum : sum * row.LogComplement;
                }
            }
            """,
        ["names close to the generator's own"] = """
            namespace A;
            [SparseTargetLoss]
            public sealed partial class NamesLoss
            {
                private static double Loss(Row row, double a = 1, double _a = 2, double classes = 3, double classCount = 4, double _sum = 5)
                {
                    double _product = row.Prob * row.Entropy, _classes = row.LogSumExp * a, sum = a + _a;
                    return _product * _product * (a * _a + row.Classes) + _classes * _classes * sum * (classes - classCount * _sum);
                }
            }
            """,
        ["an invariant of constants alone"] = """
            namespace A;
            [SparseTargetLoss]
            public sealed partial class ConstantLoss
            {
                private static double Loss(Row row) => Math.Log(0.0) * row.Prob;
            }
            """,
        ["row-invariant conditions"] = """
            namespace A;
            [SparseTargetLoss]
            public sealed partial class ConditionLoss
            {
                private static double Loss(Row row, double a = 1, double b = 2) => (a < b && b > 1 ? row.Prob : row.Entropy) + (a < b ? a : b);
            }
            """,
        ["ranges"] = """
            namespace A;
            [SparseTargetLoss]
            public sealed partial class RangeLoss
            {
                private static double Loss(
                    Row row,
                    [System.ComponentModel.DataAnnotations.Range(0, 1)] double @double,
                    double free = 1,
                    [System.ComponentModel.DataAnnotations.Range(0, 1.5, MinimumIsExclusive = true)] double value = 1,
                    [System.ComponentModel.DataAnnotations.Range(-1, double.PositiveInfinity, MaximumIsExclusive = true)] double offset = 0) =>
                    -@double * row.LogProb + free * value * row.Prob + offset;
            }
            """,
        ["detached values"] = """
            namespace A;
            [SparseTargetLoss]
            public sealed partial class DetachedLoss
            {
                private static double Loss(Row row, double gamma = 2, double limit = 0.5)
                {
                    double weight = Row.Detach(Math.Pow(1 - row.Prob, gamma));
                    double scale = Row.Detach(gamma) + Row.Detach(gamma * limit);
                    return Row.Detach(row.Prob) < limit ? -weight * row.LogProb : weight * scale + row.Complement;
                }
            }
            """,
        ["two levels of sums"] = """
            namespace A;
            [SparseTargetLoss]
            public sealed partial class SumsLoss
            {
                private static double Loss(Row row, double margin = 0.5)
                {
                    bool likely = row.Prob > margin;
                    double spread = row.Sum(c => c.Prob * c.Prob);
                    return row.Sum(c => Term(row, c, spread, likely, margin)) - row.LogProb / row.SumOthers(c => Math.Exp(margin * c.Logit));
                }

                private static double Term(Row row, RowClass c, double spread, bool likely, double margin)
                {
                    double distance = Math.Abs(c.Prob - spread);
                    if (likely && !c.IsTarget)
                        return c.Prob * distance * row.Complement;
                    return c.Prob > margin * row.Prob ? distance * c.LogProb : Math.Max(c.Logit - row.TargetLogit, 0);
                }
            }
            """,
        ["sums, and names close to the generator's own"] = """
            namespace A;
            [SparseTargetLoss]
            public sealed partial class SumNamesLoss
            {
                private static double Loss(Row row, double of = 1, double terms = 2, double scalars = 3, double sums1 = 4, double prob = 5, double byClass = 6)
                {
                    double logit = row.SumOthers(c => c.Prob * c.Prob * of), sums = row.Sum(c => Math.Tanh(c.Logit * terms) * scalars);
                    double index = row.SumOthers(row2 => Math.Sin(row2.Index) * row2.Prob * logit * sums1);
                    return logit * sums * prob + index * byClass * row.Entropy;
                }
            }
            """,
        ["every function of a class"] = """
            namespace A;
            [SparseTargetLoss]
            public sealed partial class EveryClassFunctionLoss
            {
                private static double Loss(Row row, double a = -0.5) => row.Sum(c =>
                {
                    double x = c.Logit, y = c.Prob + 1;
                    double sum = Math.Exp(x) + double.ExpM1(x) + Math.Log(y) + double.LogP1(y) + Math.Pow(y, a) + Math.Sqrt(y) + Math.Cbrt(y)
                        + Math.Sin(x) + Math.Cos(x) + Math.Tan(x) + Math.Asin(x) + Math.Acos(x) + Math.Atan(x) + Math.Sinh(x) + Math.Cosh(x)
                        + Math.Tanh(x) + Math.Asinh(x) + Math.Acosh(x) + Math.Atanh(x) + Math.Abs(x) + Math.Sign(x) + Math.Min(x, a)
                        + Math.Max(x, a) + Math.Clamp(x, -1, 1) + Math.Log(Math.Cosh(y)) + Math.Log(1 + Math.Exp(y)) + 1 / (1 + Math.Exp(y));
                    bool low = x < y && !(a <= x) || x == y;
                    if (low || a > 3)
                        sum += c.LogProb - row.TargetLogit * row.MeanLogProb;
                    return low ? sum : row.Prob > 0.5 ? -sum : sum * c.Index;
                });
            }
            """,
        ["mean and entropy"] = """
            namespace A;
            [SparseTargetLoss]
            public sealed partial class MeanAndEntropyLoss
            {
                private static double Loss(Row row, double a = 0.1, double b = 0.2) => -row.LogProb - a * row.MeanLogProb - b * row.Entropy;
            }
            """,
    };
}
