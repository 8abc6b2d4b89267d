using SparseLsr.Gen.Testing.Cases;
using SparseLsr.Gen.Testing.Harness;
using SparseLsr.Gen.Testing.Snapshots;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>The generated files of three ready-made losses, to be read beside this test.</summary>
public sealed class GeneratedFileTests
{
    [Theory]
    [InlineData("SparseLsrLoss")]
    [InlineData("LabelSmoothingLoss")]
    [InlineData("ConfidencePenaltyLoss")]
    public void Is_as_the_snapshot_has_it(string loss)
    {
        // ImplicitUsings give the runtime's own declarations their System.
        GeneratorRun run = GeneratorHarness.Run("global using System;", ShippedLosses.Source(loss));
        Snapshot.Verify(Assert.Single(run.Result.GeneratedSources).SourceText.ToString(), loss);
    }

    [Fact]
    public void Is_the_same_on_every_run()
    {
        string Text() => Assert.Single(GeneratorHarness.Run("global using System;", ShippedLosses.Source("FocalLoss")).Result.GeneratedSources).SourceText.ToString();
        Assert.Equal(Text(), Text());
    }
}
