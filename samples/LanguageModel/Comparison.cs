using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.LanguageModel;

/// <summary>A way from the hidden states to cross entropy and its gradients, over the same batches and weights.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Losses">The loss of each batch.</param>
/// <param name="StepsPerSecond">Forwards and backwards of body and head.</param>
/// <param name="PeakBytes">What was in memory at the peak over what was before; null where the system cannot tell.</param>
internal sealed record Comparison(string Name, double[] Losses, double StepsPerSecond, long? PeakBytes)
{
    private const string Status = "/proc/self/status";

    /// <summary>All ways, on as many batches each.</summary>
    public static Comparison[] All(Model model, Corpus corpus, int batches)
    {
        using var loss = new CrossEntropyLoss();
        nn.Module<Tensor, Tensor> head = model.Head.linear;
        return
        [
            Of("forward_linear", (hidden, next) => loss.forward_linear(hidden, model.Head.linear.weight, next)),
            Of("all logits, generated kernel", (hidden, next) => loss.call(head.call(hidden).flatten(0, 1), next.flatten())),
            Of("all logits, torch", (hidden, next) => nn.functional.cross_entropy(head.call(hidden).flatten(0, 1), next.flatten())),
        ];

        Comparison Of(string name, Func<Tensor, Tensor, Tensor> forward)
        {
            var losses = new double[batches];
            Step(forward, 0);
            long? before = Reset();
            var watch = Stopwatch.StartNew();
            for (int i = 0; i < batches; i++)
                losses[i] = Step(forward, i);
            double seconds = watch.Elapsed.TotalSeconds;
            return new Comparison(name, losses, batches / seconds, Bytes("VmHWM:") - before);
        }

        double Step(Func<Tensor, Tensor, Tensor> forward, int seed)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor tokens, Tensor next) = corpus.Batch(Model.Windows, Transformer.Context, new Random(seed));
            Tensor value = forward(model.Body.call(tokens), next);
            value.backward();
            foreach (nn.Module module in (nn.Module[])[model.Body, model.Head])
                module.zero_grad();
            return value.item<float>();
        }
    }

    /// <summary>Begins a new peak of what is in memory.</summary>
    /// <returns>What is there now.</returns>
    private static long? Reset()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        try
        {
            if (OperatingSystem.IsLinux())
                File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        return Bytes("VmRSS:");
    }

    private static long? Bytes(string field)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        string line = File.ReadLines(Status).First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(field.Length).Trim()[..^3], CultureInfo.InvariantCulture) * 1024;
    }
}
