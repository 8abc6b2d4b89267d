using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>The time that one training step spends in the loss, forward and backward.</summary>
/// <param name="Generated">With the generated kernel.</param>
/// <param name="Composed">With the same loss composed of torch operations.</param>
internal sealed record LossTiming(TimeSpan Generated, TimeSpan Composed)
{
    public const int Steps = 400;

    private const int WarmUpSteps = 100;

    /// <summary>The median over many steps on one batch, the two ways in turn, so that both meet the same machine.</summary>
    public static LossTiming Measure(SparseTargetLoss criterion, nn.Module<Tensor, Tensor> network, LabelledImages data)
    {
        using var scope = NewDisposeScope();
        Tensor targets = data.Labels[..Training.BatchSize];
        Tensor logits = network.call(data.Images[..Training.BatchSize]).detach().requires_grad_();
        var generated = new long[Steps];
        var composed = new long[Steps];
        for (int step = -WarmUpSteps; step < Steps; step++)
        {
            long generatedTicks = Ticks(criterion.forward, logits, targets);
            long composedTicks = Ticks(criterion.ComposedForward, logits, targets);
            if (step < 0)
                continue;
            generated[step] = generatedTicks;
            composed[step] = composedTicks;
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

    private static TimeSpan Median(long[] ticks)
    {
        Array.Sort(ticks);
        return Stopwatch.GetElapsedTime(0, ticks[ticks.Length / 2]);
    }
}
