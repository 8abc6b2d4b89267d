using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Testing.Cases;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>Generated code compiles against the real runtime, with every warning on and none given.</summary>
public sealed class CompilationTests
{
    private static readonly Dictionary<string, string> Declarations = new()
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
    };

    public static TheoryData<string> Names => [.. Declarations.Keys, .. ShippedLosses.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_no_warning(string name)
    {
        // The ready-made losses are in the runtime already: here they get a namespace of their own.
        string source = Declarations.TryGetValue(name, out string? own) ? own : ShippedLosses.Source(name).Replace("namespace SparseLsr.Gen;", "namespace Shipped;");
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999,
            // As the SDK does: TorchSharp was built against older reference assemblies than these.
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Consumer",
            [GeneratorHarness.Parse("global using System; global using SparseLsr.Gen;", "Usings.cs"), GeneratorHarness.Parse(source, "Loss.cs")],
            [.. Net100.References.All, Reference(typeof(Row)), Reference(typeof(TorchSharp.torch)), Reference(typeof(ILGPU.Context))],
            options);
        GeneratorRun run = GeneratorHarness.Run(compilation);
        Assert.Empty(run.Result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.Empty(run.Completed.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()));
    }

    private static PortableExecutableReference Reference(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);
}
