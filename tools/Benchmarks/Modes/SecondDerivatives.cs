using SparseLsr.Gen.Benchmarks.Cases;
using SparseLsr.Gen.Benchmarks.Measuring;
using SparseLsr.Gen.Benchmarks.Reports;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>A loss, its gradient and the product of its second derivatives with a direction: by kernels, and composed of torch operations.</summary>
internal static class SecondDerivatives
{
    private static readonly Shape s_shape = new(1024, 32768);

    public static void Run(RecordOptions options)
    {
        SecondDerivativesRecord[] records =
            [.. ((SparseTargetLoss[])[new CrossEntropyLoss(), new FocalLoss(), new ConfidencePenaltyLoss()]).Select(loss => Measure(loss, options.Time))];
        SecondDerivativesTable.Write(records, s_shape);
        if (options.Json is { } json)
            JsonReport.Write(json, records);
    }

    private static SecondDerivativesRecord Measure(SparseTargetLoss loss, TimeSpan time)
    {
        using var scope = NewDisposeScope();
        using var generator = new TorchSharp.torch.Generator(1);
        Tensor logits = randn([s_shape.Rows, s_shape.Classes], ScalarType.Float32, generator: generator).requires_grad_();
        Tensor direction = randn([s_shape.Rows, s_shape.Classes], ScalarType.Float32, generator: generator);
        Tensor targets = randint(0, s_shape.Classes, [s_shape.Rows], ScalarType.Int64, generator: generator);
        long results = 2 * logits.NumberOfElements * logits.ElementSize;
        Action first = () => Step(loss.forward, false), ours = () => Step(loss.forward, true), torch = () => Step(loss.ComposedForward, true);
        double[] times = Interleaved.Medians([new(first), new(ours), new(torch)], time, leastRounds: 7);
        string name = loss.GetName();
        loss.Dispose();
        return new SecondDerivativesRecord(name, times[0], times[1], times[2], PeakMemory.Of(ours) - results, PeakMemory.Of(torch) - results);

        void Step(Func<Tensor, Tensor, Tensor> forward, bool isTwice)
        {
            using var step = NewDisposeScope();
            Tensor gradient = autograd.grad([forward(logits, targets)], [logits], retain_graph: isTwice, create_graph: isTwice)[0];
            if (isTwice)
                autograd.grad([gradient], [logits], [direction]);
        }
    }
}
