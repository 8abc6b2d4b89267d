using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>What the user wrote gives no warning in the generated file, where the user cannot act on it.</summary>
public sealed class WarningTests
{
    [Theory]
    [InlineData("partial class X { static double Loss(Row row, double field = 1) => field * row.Prob; }")]
    [InlineData("partial class X { const double field = 1; static double Loss(Row row, double a = 1) => a * field * row.Prob; }")]
    [InlineData("partial class X { const double _a = 1, __b = 2; static double Loss(Row row, double a = 1, double _b = 3) => a * _a * _b * row.Prob; }")]
    [InlineData("partial class X { static double Loss(Row row, double a = 1, double _a = 2, double __a = 3) => a * _a * __a * row.Prob; }")]
    [InlineData("partial class X { [Obsolete] static double Loss(Row row) => row.Prob; }")]
    [InlineData("partial class X { [Obsolete(\"Of old.\")] static double Loss(Row row) => row.Prob; [Obsolete] static double Logit(RowClass c) => c.Logit / 2; }")]
    [InlineData("partial class X { [Obsolete(\"\", true)] static double Loss(Row row, double Declared = 1) => Declared * row.Prob; }")]
    [InlineData("partial class X { [Obsolete(\"\", error: true)] static double Loss(Row row, ClassVector weight) => weight[row] * row.Prob; }")]
    [InlineData(
        "partial class X { static double Loss(Row row) => row.Prob; "
        + "[Obsolete(\"\", true)] static double Logit(RowClass c, ClassVector v, double s = 1) => s * v[c] * c.Logit; }")]
    [InlineData("[Obsolete(\"\", true)] partial class X { [Obsolete(\"\", true)] static double Loss(Row row) => row.Prob; }")]
    [InlineData("[Obsolete] partial class X { static double Loss(Row row) => row.Prob; }")]
    [InlineData("partial class X { [System.Diagnostics.CodeAnalysis.Experimental(\"NEW1\")] static double Loss(Row row) => row.Prob; }")]
    [InlineData("partial class lower { static double Loss(Row row) => row.Prob; }")]
    [InlineData("partial class X { public int TestSize; static double Loss(Row row, double _buffers = 1) => _buffers * row.Prob; }")]
    [InlineData("public partial class X { static double Loss(Row row) => row.Prob; }")]
    public void None_in_the_generated_file(string declaration)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(
            DocumentationMode.Diagnose,
            $"using System; using SparseLsr.Gen; [assembly: CLSCompliant(true)] [SparseTargetLoss] {declaration}");
        compilation = compilation.WithOptions(
            compilation.Options.WithWarningLevel(9999).WithGeneralDiagnosticOption(ReportDiagnostic.Error));
        GeneratorRun run = GeneratorHarness.Run(compilation);
        Assert.Empty(run.Result.Diagnostics);
        SyntaxTree generated = Assert.Single(run.Result.GeneratedSources).SyntaxTree;
        Assert.Empty(run.Completed.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Location.SourceTree == generated)
            .Select(diagnostic => diagnostic.ToString()));
    }
}
