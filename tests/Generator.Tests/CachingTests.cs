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
        Assert.Equal(StepReasons.AllNew, run.Reasons(0));
        Assert.Equal(StepReasons.AllNew, run.Reasons(1));
        Assert.Equal([New, New], run.Reasons(TrackingNames.Diagnostics));
    }

    [Fact]
    public void Unrelated_edit_costs_nothing()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Broken, Unrelated).After(2, "class Unrelated { int y = 2; void F() { } }");
        Assert.Equal(StepReasons.Reused, run.Reasons(0));
        Assert.Equal(StepReasons.Reused, run.Reasons(1));
    }

    [Fact]
    public void New_file_costs_nothing()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Broken).After(
            compilation => compilation.AddSyntaxTrees(GeneratorHarness.Parse(Unrelated, "New.cs")));
        Assert.Equal(StepReasons.Reused, run.Reasons(0));
        Assert.Equal(StepReasons.Reused, run.Reasons(1));
    }

    [Fact]
    public void Edit_above_a_loss_moves_its_diagnostics_alone()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Unrelated).After(0, "// One more line.\n" + Loss);
        Assert.Equal(StepReasons.DiagnosticsOnly, run.Reasons());
        Assert.Equal([Modified], run.Reasons(TrackingNames.Diagnostics));
    }

    [Theory]
    [InlineData("-a *", "-2 * a *")]
    [InlineData("TheLoss", "OtherLoss")]
    [InlineData("double a = 1", "double a = 2")]
    [InlineData("A loss", "The loss")]
    public void Edit_of_a_loss_is_seen(string before, string after)
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Broken).After(0, Loss.Replace(before, after));
        Assert.Equal(StepReasons.ModifiedLoss, run.Reasons(0));
        Assert.Equal(StepReasons.Reused, run.Reasons(1));
    }

    [Fact]
    public void Edit_of_one_loss_leaves_another_alone()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Loss.Replace("TheLoss", "OtherLoss")).After(0, Loss.Replace("-a", "a"));
        Assert.Equal(StepReasons.ModifiedLoss, run.Reasons(0));
        Assert.Equal(StepReasons.Reused, run.Reasons(1));
    }

    [Fact]
    public void Edit_of_a_constant_elsewhere_is_seen()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss.Replace("-a *", "K.X *"), "static class K { public const double X = 1; }")
            .After(1, "static class K { public const double X = 2; }");
        Assert.Equal(StepReasons.ModifiedLoss, run.Reasons());
    }

    /// <summary>The harness looks for symbols in what the steps give, in every test; so it has to find the steps.</summary>
    [Fact]
    public void Every_step_is_tracked()
    {
        GeneratorRun run = GeneratorHarness.Run(Loss, Broken);
        foreach (string step in (string[])[TrackingNames.Declaration, TrackingNames.Diagnostics, TrackingNames.Model, TrackingNames.Plan])
            Assert.NotEmpty(run.Outputs(step));
        Assert.Equal(2, run.Writings.Count());
    }

    [Fact]
    public void A_kept_symbol_would_be_found()
    {
        INamedTypeSymbol symbol = GeneratorHarness.Compile(Loss).GetTypeByMetadataName("TheLoss")!;
        Assert.NotEmpty(ObjectGraph.FindCompilerObjects(new { Deep = new object[] { new { symbol } } }));
    }
}
