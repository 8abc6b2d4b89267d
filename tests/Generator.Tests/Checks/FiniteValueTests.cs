using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Declarations.Expressions;

namespace SparseLsr.Gen.Generator.Tests.Checks;

/// <summary>What is told of values that plain C# loses close to p = 0 and p = 1, and of what nothing is to be told.</summary>
public sealed class FiniteValueTests
{
    [Theory]
    [InlineData("=> [|Math.Log(1 - row.Prob)|];", "close to 1; the kernel computes it as 'LogComplement'")]
    [InlineData("=> -a * [|Math.Log(row.Prob)|] + 1;", "close to 0; the kernel computes it as 'LogProb'")]
    [InlineData("=> [|Math.Log((1 - row.Prob) / (row.Classes - 1))|];", "'LogComplement - Log(Classes - 1)'")]
    [InlineData("=> [|Math.Log2(row.Prob)|];", "'LogProb / 0.69")]
    [InlineData("=> [|a / (1 - row.Prob)|];", "'a / Complement', which is finite up to log-odds of 700")]
    [InlineData("=> [|a / (1 - row.Complement)|];", "'a / Prob', which is finite up to log-odds of -700")]
    [InlineData("=> row.Prob * [|Math.Log(row.Prob)|];", "'LogProb'")]
    [InlineData("=> Math.Exp([|Math.Log(1 - row.Prob)|]);", "'LogComplement'")]
    [InlineData("=> [|Math.Log(Math.Exp(a * row.LogOdds))|];", "'a * LogOdds'")]
    [InlineData("=> F(row.Prob) + F(row.Prob * row.Prob); static double F(double p) => [|Math.Log(1 - p)|];", "'LogComplement'")]
    [InlineData("=> Math.Log(row.Complement) is var _ ? [|Math.Log(1 - row.Prob)|] : 1;", null)]
    [InlineData("=> Math.Log(1 - row.Prob) % 2;", null)]
    [InlineData("=> Math.Log(1 - 0.5 * row.Prob);", null)]
    [InlineData("=> Math.Log(Math.Max(1 - row.Prob, 1e-7));", null)]
    [InlineData("=> row.LogComplement + Math.Log(a);", null)]
    [InlineData("=> Math.Log(a - 2) * row.Prob;", null)]
    [InlineData("=> 1 / row.LogComplement;", null)]
    [InlineData("=> row.SumOthers(c => c.Prob * [|Math.Log(c.Prob)|]);", "close to 1; the kernel computes it as 'c.LogProb'")]
    [InlineData("=> row.SumOthers(c => c.Prob * c.LogProb);", null)]
    [InlineData("=> Math.Log(1 + row.Sum(c => c.Prob * c.Prob));", null)]
    public async Task Lost_value_is_told(string body, string? words)
    {
        Markup markup = Markup.Parse(Declare(body));
        ImmutableArray<Diagnostic> found = await Analyze(markup.Source);
        if (words is null)
        {
            Assert.Empty(found);
            return;
        }
        Assert.Equal(markup.Spans, found.Select(diagnostic => diagnostic.Location.SourceSpan));
        Assert.All(found, diagnostic => Assert.Equal(("SLSR027", DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity)));
        Assert.All(found, diagnostic => Assert.Contains(words, diagnostic.GetMessage()));
    }

    [Theory]
    [InlineData("", "'OthersEntropy', which is finite there")]
    [InlineData("-", "'-OthersEntropy', which is finite there")]
    public async Task Complement_entropy_is_finite(string sign, string words)
    {
        const string Entropy = "(row.Entropy + row.Prob * Math.Log(row.Prob) + (1 - row.Prob) * Math.Log(1 - row.Prob))";
        ImmutableArray<Diagnostic> found = await Analyze(Declare($"=> {sign}{Entropy} / (1 - row.Prob) / (row.Classes - 1);"));
        Assert.Equal(3, found.Length);
        Assert.Contains(found, diagnostic => diagnostic.GetMessage().Contains(words));
        Assert.All(found, diagnostic => Assert.EndsWith("which is finite there", diagnostic.GetMessage()));
    }

    /// <summary>Finite at log-odds of 50 and NaN beyond 745, in plain C# and in the kernel.</summary>
    [Fact]
    public async Task Value_that_the_kernel_loses_too_is_not_called_finite()
    {
        ImmutableArray<Diagnostic> found = await Analyze(Declare("=> (row.Entropy - a * row.Complement) / (1 - row.Prob);"));
        Assert.EndsWith("which is finite up to log-odds of 700", Assert.Single(found).GetMessage());
    }

    [Fact]
    public async Task Class_that_is_no_loss_is_left_alone() =>
        Assert.Empty(await Analyze(Declare("=> Math.Log(1 - row.Prob);").Replace("[SparseTargetLoss]", "[Obsolete]")));

    /// <summary>What the analyzer says of sources and what is generated from them.</summary>
    private static async Task<ImmutableArray<Diagnostic>> Analyze(string source)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        return await GeneratorHarness.Run(source).Completed.WithAnalyzers([new SparseTargetLossAnalyzer()], options: null).GetAnalyzerDiagnosticsAsync(cancellation);
    }
}
