using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Testing.Harness;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace SparseLsr.Gen.Generator.Tests;

/// <summary>What is computed again after an edit, and that nothing which is kept holds on to a compilation.</summary>
public sealed class CachingTests
{
    private const string Loss = """
        using SparseLsr.Gen;

        /// <summary>A loss with a warning.</summary>
        [SparseTargetLoss]
        partial class TheLoss
        {
            static double Loss(Row row, double a = 1) => -a * row.LogProb + 1 / 2 * row.Prob;
        }
        """;

    private const string Broken = "using SparseLsr.Gen; namespace N; [SparseTargetLoss] partial class BrokenLoss { static double Loss(Row row) => row.Prob % 2; }";

    private const string Unrelated = "class Unrelated { int x = 1; }";

    [Fact]
    public void First_run_is_new()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Broken, Unrelated);
        Assert.Equal([New, New], run.Reasons(TrackingNames.Declaration));
        Assert.Equal([New, New], run.Reasons(TrackingNames.Diagnostics));
        Assert.Equal([New, New], run.Reasons(TrackingNames.Plan));
    }

    [Fact]
    public void Unrelated_edit_costs_nothing()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Broken, Unrelated).After(2, "class Unrelated { int y = 2; void F() { } }");
        Assert.All(run.Reasons(TrackingNames.Declaration), reason => Assert.Contains(reason, new[] { Cached, Unchanged }));
        AssertNothingWritten(run);
    }

    [Fact]
    public void New_file_costs_nothing()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Broken).After(
            compilation => compilation.AddSyntaxTrees(GeneratorHarness.Parse(Unrelated, "New.cs")));
        Assert.All(run.Reasons(TrackingNames.Declaration), reason => Assert.Contains(reason, new[] { Cached, Unchanged }));
        AssertNothingWritten(run);
    }

    [Fact]
    public void Edit_above_a_loss_moves_its_diagnostics_alone()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Unrelated).After(0, "// One more line.\n" + Loss);
        Assert.Equal([Modified], run.Reasons(TrackingNames.Declaration));
        Assert.Equal([Modified], run.Reasons(TrackingNames.Diagnostics));
        Assert.Equal([Unchanged], run.Reasons(TrackingNames.Model));
        AssertNothingWritten(run);
    }

    [Theory]
    [InlineData("-a *", "-2 * a *")]
    [InlineData("TheLoss", "OtherLoss")]
    [InlineData("double a = 1", "double a = 2")]
    [InlineData("A loss", "The loss")]
    public void Edit_of_a_loss_is_seen(string before, string after)
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Broken).After(0, Loss.Replace(before, after));
        Assert.Contains(Modified, run.Reasons(TrackingNames.Model));
        Assert.Contains(Modified, run.Reasons(TrackingNames.Plan));
        Assert.Single(Writings(run), Modified);
    }

    [Fact]
    public void Edit_of_one_loss_leaves_another_alone()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Loss.Replace("TheLoss", "OtherLoss")).After(0, Loss.Replace("-a", "a"));
        Assert.Equal([Modified, Cached], run.Reasons(TrackingNames.Plan));
        Assert.Equal([Modified, Cached], Writings(run));
    }

    [Fact]
    public void Edit_of_a_constant_elsewhere_is_seen()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss.Replace("-a *", "K.X *"), "static class K { public const double X = 1; }")
            .After(1, "static class K { public const double X = 2; }");
        Assert.Equal([Modified], run.Reasons(TrackingNames.Plan));
    }

    [Fact]
    public void Nothing_kept_holds_symbols_syntax_or_compilations()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Broken);
        foreach (string step in (string[])[TrackingNames.Declaration, TrackingNames.Diagnostics, TrackingNames.Model, TrackingNames.Plan])
        {
            Assert.NotEmpty(run.Outputs(step));
            Assert.All(run.Outputs(step), output => Assert.Empty(ObjectGraph.FindCompilerObjects(output.Value)));
        }
    }

    [Fact]
    public void A_kept_symbol_would_be_found()
    {
        INamedTypeSymbol symbol = GeneratorHarness.Compile(Loss).GetTypeByMetadataName("TheLoss")!;
        Assert.NotEmpty(ObjectGraph.FindCompilerObjects(new { Deep = new object[] { new { symbol } } }));
    }

    private static void AssertNothingWritten(GeneratorRun run)
    {
        Assert.All(run.Reasons(TrackingNames.Plan), reason => Assert.Equal(Cached, reason));
        Assert.All(Writings(run), reason => Assert.Equal(Cached, reason));
    }

    /// <summary>Why each generated file was written, or not.</summary>
    private static IEnumerable<IncrementalStepRunReason> Writings(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(step => step.Value)
            .Where(step => step.Inputs.Any(input => input.Source.Name == TrackingNames.Plan))
            .SelectMany(step => step.Outputs).Select(output => output.Reason);
}
