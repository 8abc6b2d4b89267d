using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Declarations.Expressions;

namespace SparseLsr.Gen.Generator.Tests.Checks;

/// <summary>What is told of values that plain C# loses on extreme rows, and of what nothing is to be told.</summary>
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
    // What is finite only beyond the function or quotient that overflows.
    [InlineData("=> [|Math.Log(1 + Math.Exp(a * b - row.LogOdds))|];", "close to 0; the kernel computes it as 'Softplus(a * b - LogOdds)'")]
    [InlineData("=> [|Math.Log(Math.Cosh(row.LogOdds))|];", "close to 1; the kernel computes it as 'LogCosh(LogOdds)'")]
    [InlineData("=> [|Math.Exp(a * row.LogOdds) / (1 + Math.Exp(a * row.LogOdds))|];", "'Sigmoid(a * LogOdds)'")]
    [InlineData("=> -[|Math.Log(1 / row.Prob)|] / a;", "close to 0; the kernel computes it as '-LogProb'")]
    [InlineData("=> [|Math.Exp(row.TargetLogit) / Math.Exp(row.LogSumExp)|];", "'Prob'")]
    // 0 times infinity.
    [InlineData("=> [|Math.Exp(row.TargetLogit) * Math.Exp(-row.LogSumExp)|];", "logits are far above 0; the kernel computes it as 'Prob'")]
    [InlineData("{ double x = Math.Exp(-row.LogSumExp); return [|Math.Exp(row.TargetLogit) * x|]; }", "'Prob'")]
    [InlineData("=> Math.Exp(row.LogOdds) * row.Complement;", null)]
    // Of the logits, whatever p is.
    [InlineData("=> [|Math.Log(1 + Math.Exp(row.MaxOtherLogit))|];", "logits are far above 0; the kernel computes it as 'Softplus(")]
    [InlineData("=> row.SumOthers(c => [|Math.Log(1 + Math.Exp(c.Logit))|]);", "where all logits are far above 0")]
    [InlineData("=> row.Sum(c => [|Math.Log(1 + Math.Exp(-c.Logit))|]);", "where all logits are far below 0")]
    [InlineData("=> row.LogProb; static double Logit(RowClass c) => [|Math.Log(1 + Math.Exp(2 * c.Logit))|];", "'Softplus(2 * c.Logit)'")]
    [InlineData("=> LossMath.Softplus(a * b - row.LogOdds);", null)]
    [InlineData("=> Math.Exp(row.MeanLogit);", null)]
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
