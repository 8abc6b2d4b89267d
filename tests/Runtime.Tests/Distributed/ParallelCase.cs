using SparseLsr.Gen.Distributed;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Distributed;

/// <summary>A loss and a batch, put through the module and through ranks that each hold some of the classes.</summary>
/// <param name="Create">The loss for what a rank has of what there is for each class: the function takes the part of a tensor (C).</param>
/// <param name="Logits">Float64, with the classes in dimension 1, or 0 of one row.</param>
/// <param name="Targets">The targets.</param>
/// <param name="Inputs">The inputs of the rows; those of the shape of the targets ask for gradients.</param>
internal sealed record ParallelCase(Func<Func<Tensor, Tensor>, ISparseTargetLoss> Create, Tensor Logits, Tensor Targets, Tensor[] Inputs)
{
    public ScalarType Type { get; init; } = ScalarType.Float64;

    public double Tolerance { get; init; } = 1e-12;

    public bool WithMetrics { get; init; }

    public string Name { get; init; } = "";

    private int Dimension => Logits.Dimensions == 1 ? 0 : 1;

    private long Classes => Logits.size(Dimension);

    /// <summary>The losses and all gradients of the ranks are those of the module, and the same on all ranks.</summary>
    public void Check(params int[] sizes)
    {
        Outcome expected = OfModule();
        foreach (int size in sizes)
        {
            long[] parts = Ranks.Parts(size, Classes);
            Compare(expected, Ranks.Run(size, communicator => OfRank(communicator, parts)), size);
        }
    }

    /// <summary>What the module finds that has all classes.</summary>
    public Outcome OfModule()
    {
        using var scope = NewDisposeScope();
        return Run(part => part, (loss, logits, targets, inputs) => Forward(loss.Core(), logits, targets, inputs), Logits, Inputs);
    }

    /// <summary>What a rank finds.</summary>
    public Outcome OfRank(ICommunicator communicator, long[] parts)
    {
        using var scope = NewDisposeScope();
        var parallel = new VocabularyParallel(communicator, parts[communicator.Rank + 1] - parts[communicator.Rank]);
        Tensor Part(Tensor whole) => Ranks.Part(whole, parts, communicator.Rank, whole.Dimensions == 1 ? 0 : Dimension);
        return Run(
            Part,
            (loss, logits, targets, inputs) => WithMetrics
                ? parallel.forward_with_metrics(loss, logits, targets, inputs)
                : (parallel.forward(loss, logits, targets, inputs), []),
            Part(Logits), [.. Inputs.Select(input => IsOfRows(input) ? input : Part(input))]);
    }

    private (Tensor Loss, Tensor[] Metrics) Forward(SparseLsr.Gen.Torch.LossCore core, Tensor logits, Tensor targets, Tensor[] inputs) =>
        WithMetrics ? core.ForwardWithMetrics(logits, targets, inputs) : (core.Forward(logits, targets, inputs), []);

    private bool IsOfRows(Tensor input) => input.Dimensions < Logits.Dimensions;

    private Outcome Run(
        Func<Tensor, Tensor> part, Func<ISparseTargetLoss, Tensor, Tensor, Tensor[], (Tensor, Tensor[])> forward, Tensor logits,
        Tensor[] inputs)
    {
        using ISparseTargetLoss loss = Create(tensor => part(tensor).to(Type));
        Tensor leaf = logits.to(Type, copy: true).requires_grad_();
        Tensor[] given = [.. inputs.Select(input => IsOfRows(input) ? input.to(Type, copy: true).requires_grad_() : input.to(Type))];
        // A leaf cannot be overwritten.
        Tensor own = loss.inplace_gradient ? leaf.clone() : leaf;
        (Tensor result, Tensor[] metrics) = forward(loss, own, Targets.clone(), given);
        Tensor upstream = Gradients.Waves(1.1, 1, 1, 0, result.shape).to(Type);
        result.backward([upstream]);
        IEnumerable<Tensor> learned = ((nn.Module)loss).parameters().Select(parameter => parameter.grad!);
        return new Outcome(
            Gradients.Numbers(result), [.. metrics.Select(Gradients.Numbers)],
            [.. given.Where(IsOfRows).Select(input => Gradients.Numbers(input.grad!)), .. learned.Select(Gradients.Numbers)],
            Gradients.Numbers(leaf.grad!.movedim([Dimension], [0])));
    }

    private void Compare(Outcome expected, Outcome[] ranks, int size)
    {
        string what = $"{Name}, {Type}, {size} ranks";
        var result = new CheckResult();
        for (int rank = 0; rank < size; rank++)
        {
            Assert.Equal(Bits(ranks[0].Losses), Bits(ranks[rank].Losses));
            foreach ((double[] first, double[] own) in ranks[0].Shared.Zip(ranks[rank].Shared))
                Assert.Equal(Bits(first), Bits(own));
        }
        Near(expected.Losses, ranks[0].Losses, "loss");
        Assert.Equal(expected.Shared.Length, ranks[0].Shared.Length);
        foreach ((int index, (double[] right, double[] found)) in expected.Shared.Zip(ranks[0].Shared).Index())
            Near(right, found, $"metric or gradient {index}");
        Near(expected.Gradient, ranks.Select(rank => rank.Gradient).Aggregate((all, next) => (double[])[.. all, .. next]), "gradient");
        result.AssertRight();

        void Near(double[] right, double[] found, string of)
        {
            result.Check(found.Length, right.Length, 0, () => $"{what}, numbers of {of}");
            double largest = 0;
            foreach (double number in right)
                largest = double.IsFinite(number) ? Math.Max(largest, Math.Abs(number)) : largest;
            for (int i = 0; i < right.Length; i++)
            {
                // Without an object for each of a million numbers.
                if (!(Math.Abs(found[i] - right[i]) <= Tolerance * largest))
                    Differs(i);
            }

            void Differs(int i) => result.Check(found[i], right[i], Tolerance * largest, () => $"{what}, {of}[{i}]");
        }
    }

    private static long[] Bits(double[] numbers) => [.. numbers.Select(BitConverter.DoubleToInt64Bits)];

    /// <summary>What a forward and backward give.</summary>
    /// <param name="Losses">The loss, or those of the rows.</param>
    /// <param name="Metrics">The metrics.</param>
    /// <param name="InputGradients">The gradients by the numbers of the rows and by learned numbers.</param>
    /// <param name="Gradient">The gradient by the logits, class by class.</param>
    internal sealed record Outcome(double[] Losses, double[][] Metrics, double[][] InputGradients, double[] Gradient)
    {
        /// <summary>What is the same on all ranks besides the loss.</summary>
        public double[][] Shared => [.. Metrics, .. InputGradients];
    }
}
