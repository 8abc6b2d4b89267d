using static SparseLsr.Gen.CompilerServices.SpanEvaluation;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>Single rows in spans.</summary>
public sealed class SpanEvaluationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1500)]
    public void Is_the_loss_and_gradient_of_the_row(int classes)
    {
        double[] logits = [.. Enumerable.Range(0, classes).Select(j => Math.Sin(j * 1.7) * 3)];
        float[] single = [.. logits.Select(z => (float)z)];
        int target = classes / 2;
        var reference = new ReferenceRow(logits, target);
        double expected = reference.Run(new CrossEntropyKernel());
        var gradient = new double[classes];
        var singleGradient = new float[classes];

        Assert.Equal(expected, Evaluate<double, CrossEntropyKernel>(default, logits, target), 1e-12);
        Assert.Equal(expected, Evaluate<float, CrossEntropyKernel>(default, single, target), 2e-6);
        Assert.Equal(expected, EvaluateWithGradient<double, CrossEntropyKernel>(default, logits, target, gradient), 1e-12);
        Assert.Equal(expected, EvaluateWithGradient<float, CrossEntropyKernel>(default, single, target, singleGradient), 2e-6);
        for (int j = 0; j < classes; j++)
        {
            Assert.Equal(reference.Gradient[j], gradient[j], 1e-12);
            Assert.Equal(reference.Gradient[j], singleGradient[j], 2e-6);
        }
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        double[] row = [1, 2];
        Assert.Equal("logits", Parameter<ArgumentException>(() => Evaluate<double, CrossEntropyKernel>(default, [], 0)));
        Assert.Equal("target", Parameter<ArgumentOutOfRangeException>(() => Evaluate<double, CrossEntropyKernel>(default, row, 2)));
        Assert.Equal("target", Parameter<ArgumentOutOfRangeException>(() => Evaluate<double, CrossEntropyKernel>(default, row, -1)));
        Assert.Equal("gradient", Parameter<ArgumentException>(
            () => EvaluateWithGradient<double, CrossEntropyKernel>(default, row, 0, new double[3])));
        Assert.Equal("logits", Parameter<ArgumentException>(() => Evaluate<double, ScalarsKernel>(default, [1.0], 0)));
        Assert.Equal("logits", Parameter<ArgumentException>(() => Evaluate<Half, CrossEntropyKernel>(default, new Half[2], 0)));
    }

    private static string? Parameter<TException>(Action action)
        where TException : ArgumentException => Assert.Throws<TException>(action).ParamName;
}
