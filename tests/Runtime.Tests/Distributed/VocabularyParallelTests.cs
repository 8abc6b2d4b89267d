using SparseLsr.Gen.Tests.Inputs;
using SparseLsr.Gen.Tests.Learned;
using SparseLsr.Gen.Tests.Metrics;
using SparseLsr.Gen.Tests.Sums;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Distributed;

/// <summary>Losses whose classes are distributed over ranks, against the module that holds all of them.</summary>
public sealed class VocabularyParallelTests : IDisposable
{
    private static readonly (ScalarType Type, double Tolerance)[] s_types =
    [
        (ScalarType.Float32, 2e-6), (ScalarType.Float64, 1e-12), (ScalarType.BFloat16, 8e-3), (ScalarType.Float16, 1e-3),
    ];

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Losses => [.. ShippedLosses.Names];

    public static TheoryData<string> SumLossNames => [.. SumLosses.All.Keys];

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_loss_is_that_of_all_classes(string name)
    {
        ParallelCases.Of(name, nn.Reduction.None).Check(1, 2, 3);
        ParallelCases.Of(name, nn.Reduction.Mean, isWeighted: true).Check(3, 5);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    [Trait("Category", "Long")]
    public void Every_loss_in_every_type(string name)
    {
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            foreach ((ScalarType type, double tolerance) in s_types)
            {
                foreach (bool isWeighted in (bool[])[false, true])
                    (ParallelCases.Of(name, reduction, 61, isWeighted) with { Type = type, Tolerance = tolerance }).Check(1, 2, 3, 5);
            }
        }
    }

    /// <summary>A loss of statistics, one of sums over classes, and one of transformed logits.</summary>
    [Theory]
    [InlineData("LabelSmoothingLoss")]
    [InlineData("BrierLoss")]
    [InlineData("SoftcapCrossEntropyLoss")]
    public void Element_types(string name)
    {
        foreach ((ScalarType type, double tolerance) in s_types)
        {
            foreach (nn.Reduction reduction in (nn.Reduction[])[nn.Reduction.Sum, nn.Reduction.None])
                (ParallelCases.Of(name, reduction) with { Type = type, Tolerance = tolerance }).Check(3);
        }
    }

    [Theory]
    [MemberData(nameof(SumLossNames))]
    public void Sums_over_classes_of_one_and_two_levels(string name) =>
        ParallelCases.Of(SumLosses.All[name].Module.GetType(), nn.Reduction.Mean).Check(3);

    [Fact]
    public void Class_vectors_and_inputs_of_the_rows_in_loss_and_transform()
    {
        const int Rows = ParallelCases.Rows, Classes = 23;
        Tensor numbers = Gradients.Waves(0.9, 0, 0.4, 1.3, Rows), others = Gradients.Waves(1.1, 1, 0.4, 0.6, Rows);
        Tensor ofClasses = Gradients.Waves(0.8, 2, 1, 0, Rows, Classes), positive = ofClasses.abs();
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            ParallelCases.Of(typeof(ClassVectorsLoss), reduction, Classes, isWeighted: true).Check(3);
            ParallelCases.Of(typeof(InputsLoss), reduction, Classes, false, false, numbers, ofClasses, others, positive).Check(3);
            ParallelCases.Of(typeof(TransformInputsLoss), reduction, Classes, true, false, numbers, others, ofClasses).Check(3);
        }
        ParallelCases.Of(typeof(ShiftedLogitsLoss), nn.Reduction.Mean, Classes, false, false, numbers).Check(2);
        ParallelCases.Of(typeof(RowPowerLoss), nn.Reduction.None, Classes, false, false, numbers).Check(2);
    }

    /// <summary>The whole gradient by a learned number is on every rank.</summary>
    [Fact]
    public void Learned_numbers_and_metrics()
    {
        Tensor shift = Gradients.Waves(0.9, 0, 0.4, 1.3, ParallelCases.Rows);
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            ParallelCases.Of(typeof(LearnedPolyLoss), reduction).Check(3);
            (ParallelCases.Of(typeof(LearnedEverywhereLoss), reduction, 23, false, false, shift) with { WithMetrics = true }).Check(3);
            (ParallelCases.Of(typeof(MetricsLoss), reduction, 23, true, false, shift) with { WithMetrics = true }).Check(3);
            (ParallelCases.Of("CrossEntropyLoss", reduction) with { WithMetrics = true }).Check(2);
        }
    }

    [Theory]
    [InlineData("CrossEntropyLoss")]
    [InlineData("ConfidencePenaltyLoss")]
    [InlineData("BrierLoss")]
    public void Gradients_in_place_of_the_logits(string name)
    {
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
            ParallelCases.Of(name, reduction, isInPlace: true).Check(3);
    }

    /// <summary>Classes that are masked on a whole rank, a masked target, and rows without a softmax.</summary>
    [Theory]
    [InlineData("CrossEntropyLoss")]
    [InlineData("LabelSmoothingLoss")]
    [InlineData("ConfidencePenaltyLoss")]
    [InlineData("BrierLoss")]
    [InlineData("MultiMarginLoss")]
    [InlineData("SoftcapCrossEntropyLoss")]
    public void Masked_classes_and_rows_without_a_softmax(string name)
    {
        ParallelCase plain = ParallelCases.Of(name, nn.Reduction.None);
        double[,] logits = new double[ParallelCases.Rows, 23];
        double[] numbers = Gradients.Numbers(plain.Logits);
        for (int row = 0; row < ParallelCases.Rows; row++)
        {
            for (int j = 0; j < 23; j++)
            {
                // Of 3 ranks, the first has the classes 0 to 7, the second 8, the third all others.
                bool isMasked = row switch { 0 => j > 7, 1 => j < 8 && j != 5, 3 => j == 15, 4 => true, _ => false };
                logits[row, j] = isMasked ? double.NegativeInfinity : numbers[row * 23 + j];
            }
        }
        (logits[5, 3], logits[6, 22]) = (double.NaN, double.PositiveInfinity);
        foreach ((ScalarType type, double tolerance) in s_types[..2])
            (plain with { Logits = tensor(logits), Type = type, Tolerance = tolerance }).Check(1, 2, 3);
    }

    [Fact]
    public void Shapes_of_more_and_of_fewer_dimensions()
    {
        const int Classes = 23;
        foreach (string name in (string[])["LabelSmoothingLoss", "BrierLoss", "BalancedSoftmaxLoss"])
        {
            foreach (nn.Reduction reduction in (nn.Reduction[])[nn.Reduction.None, nn.Reduction.Mean])
            {
                ParallelCase of = ParallelCases.Of(name, reduction, Classes, isWeighted: true);
                (of with { Logits = of.Logits[0], Targets = of.Targets[0] }).Check(3);
                Tensor grid = of.Logits.narrow(0, 0, 6).reshape(2, 3, Classes).movedim([-1], [1]);
                (of with { Logits = grid, Targets = of.Targets.narrow(0, 0, 6).reshape(2, 3) }).Check(3);
                // Of other strides and another integer type.
                (of with { Logits = of.Logits.t().contiguous().t(), Targets = of.Targets.to(int32) }).Check(2);
            }
        }
    }

    [Theory]
    [InlineData("LabelSmoothingLoss")]
    [InlineData("ConfidencePenaltyLoss")]
    [InlineData("BrierLoss")]
    [InlineData("SoftcapCrossEntropyLoss")]
    public void Ranks_of_several_chunks(string name)
    {
        ParallelCase of = ParallelCases.Of(name, nn.Reduction.Mean);
        // One row, whose target is in the last chunk of the first rank.
        (of with { Logits = of.Logits.narrow(0, 3, 1).repeat(1, 6_000), Targets = tensor([135_000L]) }).Check(2);
    }

    /// <summary>Gradients that are written past the caches during the next row; the last one's rows are of two chunks.</summary>
    [Theory]
    [InlineData("ConfidencePenaltyLoss", 20, 700)]
    [InlineData("BrierLoss", 20, 700)]
    [InlineData("LabelSmoothingLoss", 3, 4500)]
    public void Large_batches(string name, int rows, int classes)
    {
        ParallelCase of = ParallelCases.Of(name, nn.Reduction.Sum);
        (of with { Logits = of.Logits.repeat(rows, classes), Targets = of.Targets.repeat(rows) }).Check(1);
    }

    [Theory]
    [InlineData(nn.Reduction.None)]
    [InlineData(nn.Reduction.Sum)]
    [InlineData(nn.Reduction.Mean)]
    public void No_row_counts(nn.Reduction reduction)
    {
        foreach (string name in (string[])["CrossEntropyLoss", "BrierLoss"])
        {
            foreach (bool isWeighted in (bool[])[false, true])
            {
                ParallelCase of = ParallelCases.Of(name, reduction, isWeighted: isWeighted);
                (of with { Targets = full_like(of.Targets, ParallelCases.Ignored), Logits = full_like(of.Logits, double.NaN) }).Check(3);
                (of with { Targets = of.Targets.narrow(0, 0, 0), Logits = of.Logits.narrow(0, 0, 0) }).Check(2);
            }
        }
    }
}
