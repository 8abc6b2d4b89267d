using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>The user's text in the comments of a generated file, whatever characters it has.</summary>
public sealed class CopiedTextTests
{
    private const string Loss = """
        using SparseLsr.Gen;
        /// <summary>One,
        /// two.</summary>
        [SparseTargetLoss]
        partial class X
        {
            /// <param name="row">The row.</param>
            /// <param name="a">First,
            /// second.</param>
            static double Loss(Row row, double a = 1)
            {
                // A comment,@ and its end.
                double x = a *@ row.Prob; /* Another@ one. */
                return x;
            }
        }
        """;

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    public void Every_end_of_a_line_ends_the_comment(string end)
    {
        // A line comment that ends within its text would be code after it.
        Check(Loss.Replace(",@ and its end.", end).Replace("@", end));
        Check(Loss.Replace(",@ and its end.", "").Replace("@", "").Replace("\r\n", "\n").Replace("\n", end));
    }

    [Theory]
    [InlineData("\v")]
    [InlineData("\f")]
    [InlineData("\u0000")]
    [InlineData("\u001B")]
    [InlineData("\uFFFE")]
    [InlineData("\uD800")]
    [InlineData("😀")]
    [InlineData("--></code>]]>*/ \"\"\"")]
    public void Other_characters_stay_within_the_comment(string text)
    {
        string line = Loss.Replace(",@ and its end.", text).Replace("/* Another@ one. */", "").Replace("@", "");
        Check(line);
        Check(line.Replace("double x", "// " + text + "\n double x"));
    }

    private static void Check(string source)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        GeneratorRun run = GeneratorHarness.Run(GeneratorHarness.Compile(DocumentationMode.Diagnose, source));
        Assert.Empty(run.Result.Diagnostics);
        SyntaxTree generated = Assert.Single(run.Result.GeneratedSources).SyntaxTree;
        Assert.DoesNotMatch("[\r\u0085\u2028\u2029]", generated.ToString());
        Assert.Empty(run.Completed.GetDiagnostics(cancellation)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                || diagnostic.Location.SourceTree == generated && diagnostic.Severity > DiagnosticSeverity.Hidden)
            .Select(diagnostic => diagnostic.ToString()));
        Assert.Contains("First, second.", generated.ToString());
    }
}
