using System.Text.RegularExpressions;
using SparseLsr.Gen.Testing.Cases;
using SparseLsr.Gen.Testing.Harness;
using SparseLsr.Gen.Testing.Snapshots;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>The generated files of some losses, to be read beside this test.</summary>
public sealed partial class GeneratedFileTests
{
    [Theory]
    [InlineData("SparseLsrLoss")]
    [InlineData("LabelSmoothingLoss")]
    [InlineData("ConfidencePenaltyLoss")]
    [InlineData("FocalLoss")]
    [InlineData("AbsoluteCrossEntropyLoss")]
    [InlineData("SeesawLoss")]
    [InlineData("ClippedPolicyLoss")]
    public void Is_as_the_snapshot_has_it(string loss) => Verify(ShippedLosses.Source(loss), loss);

    [Theory]
    [InlineData("global namespace", "BareLoss")]
    [InlineData("nested, private, keywords", "NestedLoss")]
    [InlineData("names close to the generator's own", "NamesLoss")]
    [InlineData("mean and entropy", "MeanAndEntropyLoss")]
    [InlineData("row-invariant conditions", "ConditionLoss")]
    [InlineData("two levels of sums", "SumsLoss")]
    public void Of_a_declaration_is_as_the_snapshot_has_it(string declaration, string name) => Verify(DeclaredLosses.All[declaration], name);

    [Fact]
    public void Is_the_same_on_every_run() => Assert.Equal(Text(ShippedLosses.Source("FocalLoss")), Text(ShippedLosses.Source("FocalLoss")));

    /// <summary>The version of the generator is replaced: a release does not change the snapshots.</summary>
    private static void Verify(string source, string name) => Snapshot.Verify(Version().Replace(Text(source), "VERSION"), name);

    // ImplicitUsings give the declarations their System.
    private static string Text(string source) =>
        Assert.Single(GeneratorHarness.Run("global using System; global using SparseLsr.Gen;", source).Result.GeneratedSources).SourceText.ToString();

    [GeneratedRegex("""(?<=GeneratedCode\("SparseLsr\.Gen", ")[^"]+""")]
    private static partial Regex Version();
}
