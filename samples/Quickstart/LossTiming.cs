using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>The time that one training step spends in the loss, forward and backward.</summary>
/// <param name="Generated">With the generated kernel.</param>
/// <param name="Composed">With the same loss composed of torch operations.</param>
internal sealed record LossTiming(TimeSpan Generated, TimeSpan Composed)
{
    private const int Steps = 400;
    private const int WarmUpSteps = 100;

    /// <summary>The median over many steps on one batch, the two ways in turn, so that both meet the same machine.</summary>
    public static LossTiming Measure(SparseTargetLoss criterion, nn.Module<Tensor, Tensor> network, LabelledImages data)
    {
        using var scope = NewDisposeScope();
        Tensor targets = data.Labels[..Training.BatchSize];
        Tensor logits = network.call(data.Images[..Training.BatchSize]).detach().requires_grad_();
        var generated = new List<long>();
        var composed = new List<long>();
        for (int step = 0; step < Steps + WarmUpSteps; step++)
        {
            generated.Add(Ticks(criterion.forward, logits, targets));
            composed.Add(Ticks(criterion.ComposedForward, logits, targets));
        }
        return new LossTiming(Median(generated), Median(composed));
    }

    private static long Ticks(Func<Tensor, Tensor, Tensor> loss, Tensor logits, Tensor targets)
    {
        using var scope = NewDisposeScope();
        logits.grad = null;
        long start = Stopwatch.GetTimestamp();
        loss(logits, targets).backward();
        return Stopwatch.GetTimestamp() - start;
    }

    private static TimeSpan Median(List<long> ticks)
    {
        // The first steps run code that the just-in-time compiler has not finished with.
        long[] counted = [.. ticks.Skip(WarmUpSteps).Order()];
        return Stopwatch.GetElapsedTime(0, counted[counted.Length / 2]);
    }
}
