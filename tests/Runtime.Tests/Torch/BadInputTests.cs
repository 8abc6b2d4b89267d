using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>Every wrong argument is refused by name, value and expectation before anything is computed.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string, string, string> Table() => new()
    {
        { "logits int64", "logits", "logits has dtype Int64; expected Float32, Float64, BFloat16 or Float16." },
        { "logits scalar", "logits", "logits has shape (); expected (C), (N, C) or (N, C, d1, ...)." },
        { "logits no class", "logits", "logits has shape (2, 0); expected at least one class along dimension 1." },
        { "logits one class", "logits", "one class; expected at least 2" },
        { "logits meta", "logits", "logits is on meta, where tensors have no values; expected another device." },
        { "targets soft", "targets", "targets has dtype Float32: soft targets (class probabilities) are not supported" },
        { "targets bool", "targets", "targets has dtype Bool; expected class indices of dtype Int64, Int32 or Byte." },
        { "targets shape", "targets", "targets has shape (3); expected (2), that of logits (2, 3) without its classes." },
        { "targets rank", "targets", "targets has shape (2, 1); expected (2), that of logits (2, 3) without its classes." },
        {
            "classes last", "targets", "targets has shape (2, 4); expected (2, 3), that of logits (2, 4, 3) without its classes. The classes are the second "
            + "dimension: flatten logits to (N, C) and targets to (N), or move it there, as in 'logits.movedim(-1, 1)'."
        },
        { "targets of one row", "targets", "targets has shape (1); expected (), that of logits (3) without its classes." },
        { "targets meta", "targets", "targets is on meta; expected cpu, as logits." },
        { "targets too large", "targets", "targets[1] is 3; expected a class in [0, 3) or ignore_index -100." },
        { "targets negative", "targets", "targets[0, 2] is -1; expected a class in [0, 3) or ignore_index -100." },
        { "weight shape", "weight", "weight has shape (2); expected (3), a weight for each class of logits (2, 3)." },
        { "weight rank", "weight", "weight has shape (1, 3); expected (3), a weight for each class of logits (2, 3)." },
        { "weight dtype", "weight", "weight has dtype Float64; expected Float32, that of logits." },
        { "weight meta", "weight", "weight is on meta; expected cpu, as logits." },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Is_refused_in_forward(string what, string argument, string message)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = what switch
        {
            "logits int64" => zeros([2, 3], int64),
            "logits scalar" => zeros([]),
            "logits no class" => zeros([2, 0]),
            "logits one class" => zeros([2, 1]),
            "logits meta" => zeros([2, 3], device: META),
            "targets of one row" => zeros([3]),
            "targets negative" => zeros([2, 3, 4]),
            "classes last" => zeros([2, 4, 3]),
            _ => zeros([2, 3]),
        };
        Tensor targets = what switch
        {
            "targets soft" => zeros([2, 3]),
            "targets bool" => zeros([2], @bool),
            "targets shape" => zeros([3], int64),
            "targets rank" => zeros([2, 1], int64),
            "targets of one row" => zeros([1], int64),
            "classes last" => zeros([2, 4], int64),
            "targets meta" => zeros([2], int64, META),
            "targets too large" => tensor([0L, 3L]),
            "targets negative" => tensor(new long[,] { { 0, 1, -1, 9 }, { 0, 0, 0, 0 } }),
            "logits scalar" => zeros([], int64),
            _ => zeros([2], int64),
        };
        Tensor? weight = what switch
        {
            "weight shape" => ones(2),
            "weight rank" => ones(1, 3),
            "weight dtype" => ones(3, float64),
            "weight meta" => ones(3, device: META),
            _ => null,
        };
        if (logits.is_floating_point())
            logits.requires_grad_();
        using var loss = new HandWrittenConfidenceLoss(weight: weight);

        foreach (Func<Tensor, Tensor, Tensor> forward in Gradients.Forms(loss))
        {
            var thrown = Assert.Throws<ArgumentException>(argument, () => forward(logits, targets));
            Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
            Assert.Null(logits.grad);
        }
    }

    [Fact]
    public void Parameters_that_are_not_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>("smoothing", () => new HandWrittenSmoothingLoss(double.NaN));
        using var loss = new HandWrittenSmoothingLoss();
        var thrown = Assert.Throws<ArgumentException>("smoothing", () => loss.smoothing = double.NaN);
        Assert.StartsWith("smoothing is NaN; expected a number.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0.1, loss.smoothing);
    }

    [Fact]
    public void Null_tensors_are_refused()
    {
        using var loss = new HandWrittenSmoothingLoss();
        using Tensor some = zeros(1, 1);
        Assert.Throws<ArgumentNullException>("logits", () => loss.forward(null!, some));
        Assert.Throws<ArgumentNullException>("targets", () => loss.forward(some, null!));
    }

    [Fact]
    public void Unknown_reduction_is_refused() =>
        Assert.Throws<ArgumentException>("reduction", () => new HandWrittenCrossEntropyLoss(reduction: (nn.Reduction)9));
}
