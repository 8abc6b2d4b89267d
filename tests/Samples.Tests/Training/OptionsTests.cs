using SparseLsr.Gen.Samples.PenultimateLayers;
using SparseLsr.Gen.Samples.PenultimateLayers.Training;

namespace SparseLsr.Gen.Samples.Tests.Training;

public sealed class OptionsTests
{
    [Fact]
    public void The_command_line_is_understood()
    {
        Options options = Options.Parse(
        [
            "--data", "CIFAR10", "there", "--download", "--model", "AlexNet", "--steps", "150000", "--seed", "7",
            "--device", "cuda", "--checkpoint", "kept", "--points", "5000", "--out", "results",
        ]);
        Assert.Equal(new RunSettings("cifar10", "alexnet", 150_000, 7), options.Run);
        Assert.Equal(("there", true, "cuda"), (options.DataFolder, options.Download, options.Device));
        Assert.Equal("kept", options.CheckpointFolder);
        Assert.Equal((5000, "results"), (options.Points, options.Out));
        Assert.Equal(new RunSettings("digits", "small", 600, 1), Options.Parse([]).Run);
    }

    [Theory]
    [InlineData("--data", "imagenet")]
    [InlineData("--data", "cifar10")]
    [InlineData("--model", "vgg")]
    [InlineData("--device", "tpu")]
    [InlineData("--steps", "0")]
    [InlineData("--download")]
    [InlineData("--epochs", "3")]
    public void What_is_wrong_with_the_command_line_is_said(params string[] arguments) =>
        Assert.Contains(arguments[0], Assert.Throws<UsageException>(() => Options.Parse(arguments)).Message);
}
