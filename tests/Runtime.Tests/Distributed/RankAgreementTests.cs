using System.Globalization;
using System.Runtime.InteropServices;
using SparseLsr.Gen.Distributed;
using SparseLsr.Gen.Tests.Inputs;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Distributed;

/// <summary>What ranks exchange, and what they throw where they are asked for different things: on all of them, and none waits.</summary>
public sealed class RankAgreementTests
{
    private const int Classes = 12, Rows = 4;

    private static Tensor Logits(int rows = Rows, int classes = Classes, double phase = 0) =>
        Gradients.Waves(1.7, phase, 3, 0, rows, classes).requires_grad_();

    private static Tensor Targets(int rows = Rows) => tensor(Enumerable.Range(0, rows).Select(i => i * 7L % Classes).ToArray());

    [Theory]
    [InlineData("CrossEntropyLoss", 1)]
    [InlineData("LabelSmoothingLoss", 1)]
    [InlineData("ConfidencePenaltyLoss", 1)]
    [InlineData("SoftcapCrossEntropyLoss", 1)]
    [InlineData("BrierLoss", 2)]
    [InlineData("NormalizedFocalLoss", 2)]
    [InlineData("DualFocalLoss", 2)]
    public void One_gather_for_statistics_and_one_for_each_level_of_sums_but_none_in_backward(string name, int gathers)
    {
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            CountingCommunicator[] counts = Ranks.Run(3, communicator =>
            {
                using var scope = NewDisposeScope();
                var counting = new CountingCommunicator(communicator);
                var parallel = new VocabularyParallel(counting, Classes / 3);
                using ISparseTargetLoss loss = ParallelCases.Of(name, reduction, Classes).Create(whole => whole);
                Tensor logits = Part(parallel, Logits()), result = parallel.forward(loss, logits, Targets());
                // The first is that of the numbers of classes.
                Assert.Equal(1 + gathers, counting.Bytes.Count);
                result.sum().backward();
                return counting;
            });
            Assert.All(counts, counting => Assert.Equal(1 + gathers, counting.Bytes.Count));
        }
    }

    /// <summary>The numbers of docs/several-machines.md.</summary>
    [Theory]
    [InlineData("CrossEntropyLoss", 24)]
    [InlineData("LabelSmoothingLoss", 40)]
    [InlineData("ConfidencePenaltyLoss", 32)]
    public void Bytes_of_a_row_and_rank(string name, int bytes)
    {
        int[] given = [.. ((int[])[3, 7]).Select(rows =>
        {
            ParallelCase of = ParallelCases.Of(name, nn.Reduction.Mean);
            of = of with { Logits = of.Logits.narrow(0, 0, rows), Targets = of.Targets.narrow(0, 0, rows) };
            return Ranks.Run(2, communicator =>
            {
                var counting = new CountingCommunicator(communicator);
                of.OfRank(counting, Ranks.Parts(2, of.Logits.size(1)));
                return counting.Bytes[1];
            })[0];
        })];
        Assert.Equal(4 * bytes, given[1] - given[0]);
        Assert.Equal(32, given[0] - 3 * bytes);
    }

    [Theory]
    [InlineData(12L)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public void A_target_of_no_rank_is_an_error_on_every_rank_and_they_go_on(long target)
    {
        Exception?[] exceptions = Exceptions(3, (parallel, _) =>
        {
            using var loss = new CrossEntropyLoss();
            Tensor targets = tensor([0L, 5, target, 11]), logits = Part(parallel, Logits());
            ArgumentException exception = Assert.Throws<ArgumentException>("targets", () => parallel.forward(loss, logits, targets));
            Assert.Contains(
                string.Create(CultureInfo.InvariantCulture, $"targets[2] is {target}; expected a class in [0, 12)"), exception.Message);
            Assert.True(double.IsFinite(parallel.forward(loss, logits, Targets()).item<double>()));
        });
        Assert.All(exceptions, Assert.Null);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public void Other_numbers_of_rows_name_the_rank_and_the_shapes(int ofSecond)
    {
        Exception?[] exceptions = Exceptions(3, (parallel, rank) =>
        {
            using var loss = new CrossEntropyLoss();
            int rows = rank == 1 ? ofSecond : Rows;
            parallel.forward(loss, Part(parallel, Logits(rows)), Targets(rows));
        });
        AssertAll(exceptions, 1, "Rank 1", $"({ofSecond}, 1)", "(4, 4)");
    }

    [Fact]
    public void What_has_to_be_the_same_on_all_ranks_is_compared()
    {
        using var scope = NewDisposeScope();
        Check("targets or row inputs", (rank, logits) => (new CrossEntropyLoss(), logits, rank == 1 ? Targets().add(1) : Targets(), []));
        Check("targets or row inputs", (rank, logits) =>
            (new RowScaleLoss(), logits, Targets(), [rank == 1 ? full(Rows, 2.0) : ones(Rows)]));
        Check("loss, parameters or options", (rank, logits) =>
            (rank == 1 ? new BrierLoss() : new CrossEntropyLoss(), logits, Targets(), []));
        Check("loss, parameters or options", (rank, logits) => (new FocalLoss(rank == 1 ? 3 : 2), logits, Targets(), []));
        Check("loss, parameters or options", (rank, logits) => (new FocalLoss { denominator = rank == 1 ? 3 : 2 }, logits, Targets(), []));
        Check("loss, parameters or options", (rank, logits) =>
            (new FocalLoss(reduction: rank == 1 ? nn.Reduction.Sum : nn.Reduction.None), logits, Targets(), []));
        Check("loss, parameters or options", (rank, logits) => (new FocalLoss(ignore_index: rank == 1 ? 3 : 4), logits, Targets(), []));
        Check("dtype of logits", (rank, logits) =>
            (new FocalLoss(), logits.detach().to(rank == 1 ? float32 : float64).requires_grad_(), Targets(), []));
        Check("gradients that are wanted", (rank, logits) => (new BrierLoss(), rank == 1 ? logits.detach() : logits, Targets(), []));

        static void Check(
            string what, Func<int, Tensor, (ISparseTargetLoss Loss, Tensor Logits, Tensor Targets, Tensor[] Inputs)> call)
        {
            Exception?[] exceptions = Exceptions(3, (parallel, rank) =>
            {
                (ISparseTargetLoss loss, Tensor logits, Tensor targets, Tensor[] inputs) = call(rank, Part(parallel, Logits()));
                using (loss)
                    parallel.forward(loss, logits, targets, inputs);
            });
            AssertAll(exceptions, 1, "Rank 1", what);
        }
    }

    /// <summary>Weights on one rank alone are another number of bytes.</summary>
    [Fact]
    public void Weights_on_some_ranks_alone_are_refused()
    {
        Exception?[] exceptions = Exceptions(2, (parallel, rank) =>
        {
            using var loss = new CrossEntropyLoss(rank == 1 ? ones(parallel.Classes, float64) : null);
            parallel.forward(loss, Part(parallel, Logits()), Targets());
        });
        AssertAll(exceptions, 1, "Rank 1", "bytes");
    }

    [Fact]
    public void A_rank_with_a_wrong_argument_says_so_and_ends_the_others()
    {
        Exception?[] exceptions = Exceptions(3, (parallel, rank) =>
        {
            using var loss = new CrossEntropyLoss();
            parallel.forward(loss, rank == 2 ? Logits(Rows, 6) : Part(parallel, Logits()), Targets());
        });
        Assert.Contains("expected 7, those of rank 2", Assert.IsType<ArgumentException>(exceptions[2]).Message);
        AssertAll(exceptions[..2], 2, "Rank 2", "logits has shape (4, 6)");
    }

    [Fact]
    public void A_rank_without_classes_ends_the_others()
    {
        Exception?[] exceptions = Ranks.Exceptions(2, communicator => _ = new VocabularyParallel(communicator, communicator.Rank));
        Assert.IsType<ArgumentOutOfRangeException>(exceptions[0]);
        AssertAll([exceptions[1]], 0, "Rank 0", "0 classes");
    }

    [Fact]
    public void Classes_are_numbered_in_the_order_of_the_ranks()
    {
        (long First, long Own, long All)[] classes = Ranks.Run(3, communicator =>
        {
            var parallel = new VocabularyParallel(communicator, 2 + communicator.Rank);
            return (parallel.FirstClass, parallel.Classes, parallel.AllClasses);
        });
        Assert.Equal([(0, 2, 9), (2, 3, 9), (5, 4, 9)], classes);
    }

    /// <summary>The gathered sums are kept: the second backward computes the gradient again, and gathers nothing.</summary>
    [Theory]
    [InlineData("CrossEntropyLoss")]
    [InlineData("BrierLoss")]
    public void A_second_backward_needs_no_other_rank(string name)
    {
        foreach (nn.Reduction reduction in (nn.Reduction[])[nn.Reduction.Mean, nn.Reduction.None])
        {
            Exception?[] exceptions = Exceptions(2, (parallel, rank) =>
            {
                using ISparseTargetLoss loss = (ISparseTargetLoss)Activator.CreateInstance(
                    TestedLosses.Type(name), [null, null, reduction, false])!;
                Tensor logits = Part(parallel, Logits());
                Tensor result = parallel.forward(loss, logits, Targets());
                for (int i = 0; i <= rank; i++)
                    result.sum().backward(retain_graph: true);
                Tensor last = logits.grad!.clone();
                logits.grad!.zero_();
                result.sum().backward();
                Gradients.AssertClose(last, (rank + 1) * logits.grad!, 1e-15);
            });
            Assert.All(exceptions, Assert.Null);
        }
    }

    /// <summary>Rather than a gradient that is taken as a constant.</summary>
    [Fact]
    public void A_gradient_that_is_differentiated_again_is_an_error()
    {
        Exception?[] exceptions = Exceptions(2, (parallel, _) =>
        {
            using var loss = new CrossEntropyLoss();
            Tensor logits = Part(parallel, Logits());
            Tensor first = autograd.grad([parallel.forward(loss, logits, Targets())], [logits])[0];
            Tensor gradient = autograd.grad([parallel.forward(loss, logits, Targets())], [logits], create_graph: true)[0];
            Gradients.AssertClose(first, gradient, 0);
            ExternalException exception = Assert.ThrowsAny<ExternalException>(() => gradient.sum().backward());
            Assert.IsType<NotSupportedException>(exception.Data[SparseTargetLoss.BackwardExceptionKey]);
        });
        Assert.All(exceptions, Assert.Null);
    }

    [Fact]
    public void Another_device_is_refused()
    {
        Exception?[] exceptions = Exceptions(2, (parallel, rank) =>
        {
            using var loss = new CrossEntropyLoss();
            using Tensor logits = empty([Rows, parallel.Classes], device: META);
            parallel.forward(loss, logits, Targets());
        });
        Assert.IsNotType<CommunicationException>(exceptions.First(exception => exception is not CommunicationException));
        Assert.All(exceptions, Assert.NotNull);
    }

    private static Exception?[] Exceptions(int size, Action<VocabularyParallel, int> rank)
    {
        long[] parts = Ranks.Parts(size, Classes);
        return Ranks.Exceptions(size, communicator =>
        {
            using var scope = NewDisposeScope();
            rank(new VocabularyParallel(communicator, parts[communicator.Rank + 1] - parts[communicator.Rank]), communicator.Rank);
        });
    }

    private static Tensor Part(VocabularyParallel parallel, Tensor logits) =>
        logits.detach().narrow(1, parallel.FirstClass, parallel.Classes).clone().requires_grad_();

    private static void AssertAll(Exception?[] exceptions, int rank, params string[] parts)
    {
        foreach (Exception? exception in exceptions)
        {
            CommunicationException thrown = Assert.IsType<CommunicationException>(exception);
            Assert.Equal(rank, thrown.Rank);
            Assert.All(parts, part => Assert.Contains(part, thrown.Message));
        }
    }
}
