using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>The generated file compiles whatever the names around the loss mean.</summary>
public sealed class NameTests
{
    // Uses each of the helpers: Float64Math.Exp, TorchMath.Log.
    private const string Loss = """
        [SparseLsr.Gen.SparseTargetLoss]
        partial class X
        {
            static double Loss(SparseLsr.Gen.Row row, double a = 1) =>
                -a * row.LogProb + global::System.Math.Log(a * row.Classes + row.Prob) * global::System.Math.Exp(a - row.MeanLogit)
                + global::System.Math.Exp(a) * row.Entropy;
        }
        """;

    [Theory]
    [InlineData("namespace N; class Float64Math { } " + Loss)]
    [InlineData("namespace N; class Row { } enum TorchMath { } " + Loss)]
    [InlineData("namespace N { class Float64Math { } } namespace N.M { " + Loss + " }")]
    [InlineData("namespace N { " + Loss + " } namespace N.Float64Math { }")]
    [InlineData("class Float64Math { } " + Loss)]
    [InlineData("namespace N { " + Loss + " } class Float64Math { } namespace TorchMath2 { } delegate void TorchMath();")]
    [InlineData("namespace N { " + Loss + " partial class X { static double Float64Math(double x) => x; } }")]
    [InlineData("namespace N { " + Loss + " partial class X { int Float64Math; class TorchMath { } } }")]
    [InlineData("partial class Float64Math { " + Loss + " }")]
    [InlineData("class Base { protected class Float64Math { } } partial class Outer : Base { " + Loss + " }")]
    [InlineData("global using Float64Math = N.Other; namespace N { class Other { } " + Loss + " }")]
    [InlineData("global using Float64Math = System.Math; namespace N { " + Loss + " }")]
    public void Name_of_a_helper_is_taken(string source) => Check(source, hasFullNames: true);

    [Theory]
    [InlineData("namespace A; class Row { } class Tensor { } enum Reduction { } class torch { } class nn { } " + Loss)]
    [InlineData("namespace A { " + Loss + " } namespace A.System { class Float64Math { } }")]
    [InlineData("namespace A { " + Loss + " } namespace A.TorchSharp { } namespace A.Gen { } ")]
    [InlineData("namespace A { class Kernel { } class Loss { } class SparseTargetLoss { } class BoundLoss { } class IRowLoss { } " + Loss + " }")]
    [InlineData("namespace A { class InvalidOperationException { } class ReadOnlySpan { } class Span { } class GeneratedCode { } " + Loss + " }")]
    [InlineData("using Float64Math = N.Other; namespace N { class Other { } " + Loss + " }")]
    [InlineData("namespace N { using Float64Math = Other; class Other { } " + Loss + " }")]
    [InlineData("namespace M { class Float64Math { } } namespace N { using M; " + Loss + " }")]
    public void Other_names_do_not_matter(string source) => Check(source, hasFullNames: false);

    [Theory]
    [InlineData("namespace A { class SparseLsr { } " + Loss + " }")]
    [InlineData("namespace A { " + Loss + " } namespace A.SparseLsr.Gen { }")]
    public void Type_called_as_the_library_in_a_namespace_does_not_matter(string source) =>
        Check(source.Replace("(SparseLsr.Gen.Row", "(global::SparseLsr.Gen.Row").Replace("[SparseLsr", "[global::SparseLsr"), hasFullNames: false);

    private static void Check(string source, bool hasFullNames)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        GeneratorRun run = GeneratorHarness.Run(source);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Empty(run.Completed.GetDiagnostics(cancellation)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()));
        string generated = run.Completed.SyntaxTrees.Last().ToString();
        Assert.Contains("Float64Math.Exp(", generated);
        Assert.Equal(hasFullNames, !generated.Contains("using Float64Math = "));
    }
}
