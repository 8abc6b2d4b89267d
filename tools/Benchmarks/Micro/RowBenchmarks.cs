using BenchmarkDotNet.Attributes;

namespace SparseLsr.Gen.Benchmarks.Micro;

/// <summary>One row of float32 logits through a generated kernel, on one thread and without a tensor.</summary>
public class RowBenchmarks
{
    private float[] _logits = [];
    private float[] _gradient = [];

    /// <summary>C.</summary>
    [Params(10, 1000, 32768)]
    public int Classes { get; set; }

    /// <summary>Fills the row.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var random = new Random(1);
        _logits = [.. Enumerable.Range(0, Classes).Select(_ => 4 * random.NextSingle() - 2)];
        _gradient = new float[Classes];
    }

    /// <summary>The floor: the row copied.</summary>
    [Benchmark(Baseline = true)]
    public void Copy() => _logits.CopyTo(_gradient, 0);

    /// <summary>Cross entropy alone.</summary>
    [Benchmark]
    public double Evaluate() => CrossEntropyLoss.Evaluate(_logits, 3);

    /// <summary>Cross entropy and its gradient.</summary>
    [Benchmark]
    public double EvaluateWithGradient() => CrossEntropyLoss.EvaluateWithGradient(_logits, 3, _gradient);

    /// <summary>The one ready-made loss whose gradient needs every sum.</summary>
    [Benchmark]
    public double ConfidencePenaltyWithGradient() => ConfidencePenaltyLoss.EvaluateWithGradient(_logits, 3, _gradient);
}
