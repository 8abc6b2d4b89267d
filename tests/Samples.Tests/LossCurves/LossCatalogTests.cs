using SparseLsr.Gen.Samples.LossCurves;

namespace SparseLsr.Gen.Samples.Tests.LossCurves;

public sealed class LossCatalogTests
{
    private static readonly string[] s_ofCosines = ["ArcFaceLoss", "CosFaceLoss"];
    private static readonly string[] s_ofClassVectors = ["BalancedSoftmaxLoss", "LdamLoss", "SeesawLoss"];

    [Fact]
    public void Every_ready_made_loss_of_logits_can_be_drawn() => Assert.Equal(
        typeof(SparseTargetLoss).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(SparseTargetLoss)))
            .Select(type => type.Name).Except(s_ofCosines).Except(s_ofClassVectors).Order(),
        LossCatalog.All.Select(loss => loss.Name).Order());

    [Theory]
    [InlineData("SparseLsrLoss")]
    [InlineData("sparselsr")]
    public void A_loss_is_found_by_its_name_with_or_without_its_ending(string name) =>
        Assert.Equal("SparseLsrLoss", Assert.Single(LossCatalog.Find(name)).Name);

    [Fact]
    public void The_message_about_an_unknown_loss_names_those_that_are() =>
        Assert.Contains("FocalLoss", Assert.Throws<UsageException>(() => LossCatalog.Find("lovasz")).Message);

    [Fact]
    public void The_command_line_is_understood()
    {
        Options options = Options.Parse(["--loss", "focal,poly1", "--loss", "Focal", "--classes", "10", "--out", "there"]);
        Assert.Equal(["FocalLoss", "Poly1Loss"], options.Losses.Select(loss => loss.Name));
        Assert.Equal((10, "there"), (options.Classes, options.Out));
        Assert.Equal(LossCatalog.All, Options.Parse(["--loss", "all"]).Losses);
    }

    [Theory]
    [InlineData("--classes", "2")]
    [InlineData("--classes", "many")]
    [InlineData("--classes")]
    [InlineData("--colour", "red")]
    public void What_is_wrong_with_the_command_line_is_said(params string[] arguments) =>
        Assert.Contains(arguments[0], Assert.Throws<UsageException>(() => Options.Parse(arguments)).Message);
}
