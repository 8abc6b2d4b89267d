using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>Words that are keywords only in some places, as the names of all that a loss has.</summary>
public sealed class KeywordTests
{
    public static TheoryData<string> Words =>
    [
        .. SyntaxFacts.GetContextualKeywordKinds().Select(SyntaxFacts.GetText)
            .Where(word => SyntaxFacts.IsValidIdentifier(word) && word != "unmanaged")
            .Union(["dynamic", "nint", "nuint", "notnull", "extension", "field", "args", "_", "class", "int"]),
    ];

    [Theory]
    [MemberData(nameof(Words))]
    public void Keyword_is_a_name(string word)
    {
        GeneratorRun run = GeneratorHarness.Run($$"""
            namespace N.@{{word}}
            {
                partial struct @{{word}}
                {
                    partial class Z
                    {
                        [SparseLsr.Gen.SparseTargetLoss] partial class @{{word}}
                        {
                            static double Loss(SparseLsr.Gen.Row row, double a = 1) => a * row.Prob + row.Sum(c => c.Prob * c.Prob);
                        }
                    }

                    [SparseLsr.Gen.SparseTargetLoss] partial class X
                    {
                        static double Logit(SparseLsr.Gen.RowClass c, double @{{word}} = 2) => c.Logit * @{{word}};
                        static double Loss(SparseLsr.Gen.Row row, double @{{word}} = 2, double b = 1)
                        {
                            double sum = global::System.Math.Exp(@{{word}} * row.Prob), {{word}}1 = sum * sum * b;
                            return {{word}}1 * {{word}}1 + @{{word}} * row.Entropy;
                        }
                    }

                    [SparseLsr.Gen.SparseTargetLoss] partial class Y
                    {
                        static double @{{word}}(double x) => x * x;
                        static double Loss(SparseLsr.Gen.Row row)
                        {
                            double @{{word}} = Y.@{{word}}(row.Prob);
                            return @{{word}} * @{{word}} + global::System.Math.Exp(@{{word}});
                        }
                    }
                }
            }
            """);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Equal(3, run.Result.GeneratedSources.Length);
        // As it is, without the switch that keeps warnings from users.
        IEnumerable<SyntaxTree> generated = run.Result.GeneratedSources.Select(
            source => GeneratorHarness.Parse(source.SourceText.ToString().Replace("#pragma warning disable\n", "\n"), source.HintName));
        Assert.Empty(run.Compilation.AddSyntaxTrees(generated).GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && diagnostic.Id is not ("CS1701" or "CS1702"))
            .Select(diagnostic => diagnostic.ToString()));
    }
}
