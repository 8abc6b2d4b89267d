using SparseLsr.Gen.Samples.PenultimateLayers.Data;
using SparseLsr.Gen.Samples.PenultimateLayers.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Tests.Training;

[Collection(TorchGenerator.Name)]
public sealed class ClassifierTests
{
    [Theory]
    [InlineData("alexnet", 3, 32, 4096)]
    [InlineData("alexnet", 1, 28, 4096)]
    [InlineData("alexnet", 1, 8, 4096)]
    [InlineData("small", 3, 32, 128)]
    [InlineData("small", 1, 8, 128)]
    public void A_model_takes_images_of_every_data_set(string model, int channels, int size, int features)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using Classifier network = Classifier.Create(model, new ImageShape(channels, size, size), 10, seed: 1);
        Tensor images = rand(2, channels, size, size);
        Assert.Equal([2, 10], network.call(images).shape);
        Tensor penultimate = network.Penultimate(images);
        Assert.Equal([2, features], penultimate.shape);
        Assert.True(penultimate.min().item<float>() >= 0);
    }

    [Fact]
    public void AlexNet_has_the_published_layers_initialised_as_published()
    {
        using Classifier network = Classifier.Create("alexnet", new ImageShape(3, 32, 32), 10, seed: 1);
        Conv2d[] convolutions = [.. network.modules().OfType<Conv2d>()];
        Linear[] linears = [.. network.modules().OfType<Linear>()];
        Assert.Equal([64, 192, 384, 256, 256], convolutions.Select(layer => layer.weight.size(0)));
        Assert.Equal([10, 4096, 4096], linears.Select(layer => layer.weight.size(0)).Order());
        Assert.All(
            convolutions.Select(layer => (layer.weight, layer.bias!)).Concat(linears.Select(layer => (layer.weight, layer.bias!))),
            layer =>
            {
                (Tensor weight, Tensor bias) = layer;
                Assert.Equal(0, bias.abs().max().item<float>());
                // Kaiming's normal: variance 2 / fan-in.
                double variance = weight.square().mean().item<float>() * (weight.numel() / weight.size(0));
                Assert.Equal(2, variance, 0.2);
            });
    }

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(99_999, 0.01)]
    [InlineData(100_000, 0.001)]
    [InlineData(134_999, 0.001)]
    [InlineData(135_000, 0.0001)]
    public void The_learning_rate_falls_as_published(int step, double rate) =>
        Assert.Equal(rate, Schedule.LearningRate(step, 150_000), 1e-12);
}
