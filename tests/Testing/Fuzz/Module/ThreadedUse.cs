using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Module;

/// <summary>Losses used from several threads at a time, of one module or of one each.</summary>
internal static class ThreadedUse
{
    private const int Threads = 8;

    /// <summary>How many results differ, in any bit, from those of one thread alone.</summary>
    public static int Run(bool isShared, int repeats)
    {
        (double[] Logits, long[] Targets)[] batches = [.. Enumerable.Range(0, Threads).Select(Batch)];
        using SparseTargetLoss shared = Create();
        double[][] expected = [.. batches.Select(batch => Once(shared, batch))];
        int different = 0;
        var workers = new Thread[Threads];
        var faults = new Exception?[Threads];
        using var start = new Barrier(Threads);
        for (int i = 0; i < Threads; i++)
        {
            int number = i;
            workers[i] = new Thread(() =>
            {
                try
                {
                    SparseTargetLoss loss = isShared ? shared : Create();
                    start.SignalAndWait();
                    for (int repeat = 0; repeat < repeats; repeat++)
                    {
                        if (!Once(loss, batches[number]).SequenceEqual(expected[number]))
                            Interlocked.Increment(ref different);
                    }
                    if (!isShared)
                        loss.Dispose();
                }
                catch (Exception exception)
                {
                    faults[number] = exception;
                }
            });
            workers[i].Start();
        }
        foreach (Thread worker in workers)
            worker.Join();
        return faults.OfType<Exception>().ToArray() is { Length: > 0 } thrown ? throw new AggregateException(thrown) : different;
    }

    private static ConfidencePenaltyLoss Create() => new(0.3, reduction: nn.Reduction.Mean);

    private static (double[], long[]) Batch(int number)
    {
        const int Rows = 16, Classes = 37;
        var random = new Random(number);
        return ([.. Enumerable.Range(0, Rows * Classes).Select(_ => 6 * random.NextDouble() - 3)], [.. Enumerable.Range(0, Rows).Select(_ => (long)random.Next(Classes))]);
    }

    /// <summary>Loss and gradient.</summary>
    private static double[] Once(SparseTargetLoss loss, (double[] Logits, long[] Targets) batch)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(batch.Logits, batch.Targets.Length, batch.Logits.Length / batch.Targets.Length).requires_grad_();
        Tensor value = loss.forward(logits, tensor(batch.Targets));
        // TorchSharp hands the scalar's memory to libtorch and forgets it: of one that it converts by itself, the finalizer may free
        // that memory during the call.
        using Scalar factor = 1.5.ToScalar();
        value.mul(factor).backward();
        return [value.item<double>(), .. logits.grad!.data<double>()];
    }
}
