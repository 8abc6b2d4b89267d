using SparseLsr.Gen.Distributed;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Distributed;

/// <summary>Ranks that have different rows.</summary>
public sealed class DataParallelTests
{
    private const int Rows = 11, Classes = 5;
    private const long Ignored = 1;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Losses_and_gradients_of_the_ranks_add_up_to_those_of_the_batch(bool isWeighted)
    {
        using var scope = NewDisposeScope();
        // The second rank has an ignored row alone, the fourth none.
        int[] first = [0, 5, 6, 11, 11];
        Tensor targets = tensor(Enumerable.Range(0, Rows).Select(i => i == 5 ? (byte)Ignored : (byte)(i * 3 % Classes)).ToArray());
        Tensor? weight = isWeighted ? Gradients.Waves(0.7, 0, 0.4, 1, Classes) : null;
        Tensor logits = Gradients.Waves(1.7, 0, 3, 0, Rows, Classes).requires_grad_();
        using var whole = new LabelSmoothingLoss(0.2, weight, Ignored);
        Tensor expected = whole.forward(logits, targets);
        expected.backward();

        (double Loss, double[] Gradient)[] ranks = Ranks.Run(4, communicator =>
        {
            using var own = NewDisposeScope();
            int start = first[communicator.Rank], count = first[communicator.Rank + 1] - start;
            using var loss = new LabelSmoothingLoss(0.2, weight, Ignored);
            Tensor part = logits.detach().narrow(0, start, count).clone().requires_grad_(), classes = targets.narrow(0, start, count);
            loss.denominator = DataParallel.Denominator(communicator, loss, classes);
            Tensor result = loss.forward(part, classes);
            result.backward();
            double[] sum = [result.item<double>()];
            communicator.AllReduceSum(sum, "loss");
            return (sum[0], Gradients.Numbers(part.grad!));
        });
        Assert.All(ranks, rank => Assert.Equal(expected.item<double>(), rank.Loss, 1e-14));
        Gradients.AssertClose(logits.grad!, tensor(ranks.SelectMany(rank => rank.Gradient).ToArray(), [Rows, Classes]), 1e-14);
    }

    [Fact]
    public void No_row_of_any_rank()
    {
        double[] denominators = Ranks.Run(2, communicator =>
        {
            using var own = NewDisposeScope();
            using var loss = new CrossEntropyLoss(ones(Classes), Ignored);
            return DataParallel.Denominator(communicator, loss, full(communicator.Rank, Ignored, int64));
        });
        Assert.Equal([1, 1], denominators);
    }

    [Fact]
    public void A_rank_that_fails_ends_the_others()
    {
        using var loss = new CrossEntropyLoss();
        Exception?[] exceptions = Ranks.Exceptions(
            2, communicator => DataParallel.Denominator(communicator, loss, communicator.Rank == 1 ? null! : ones(3, int64)));
        Assert.Equal(1, Assert.IsType<CommunicationException>(exceptions[0]).Rank);
        Assert.IsType<ArgumentNullException>(exceptions[1]);
    }
}
