using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.LinearLayers;

/// <summary>What <c>forward_linear</c> refuses, and what it says.</summary>
public sealed class BadLinearTests
{
    /// <summary>Input, weight, targets, bias and chunk_rows that do not fit, and the message.</summary>
    private static readonly Dictionary<string, (Func<Tensor[]> Tensors, long? ChunkRows)> s_calls = new()
    {
        ["input has shape (); expected (N, H) or (N, T, H). (Parameter 'input')"] = (() => [zeros([]), zeros(5, 3), Rows(2), zeros(5)], null),
        ["input has dtype Int64; expected Float32, Float64, BFloat16 or Float16. (Parameter 'input')"] =
            (() => [zeros([2, 3], int64), zeros(5, 3), Rows(2), zeros(5)], null),
        ["linear_weight has shape (5, 4); expected (V, 3), 3 being the last dimension of input (2, 3). (Parameter 'linear_weight')"] =
            (() => [zeros(2, 3), zeros(5, 4), Rows(2), zeros(5)], null),
        ["linear_weight has shape (0, 3); expected (V, 3), 3 being the last dimension of input (2, 3). (Parameter 'linear_weight')"] =
            (() => [zeros(2, 3), zeros(0, 3), Rows(2), zeros(5)], null),
        ["linear_weight has dtype Float64; expected Float32, that of input. (Parameter 'linear_weight')"] =
            (() => [zeros(2, 3), zeros([5, 3], float64), Rows(2), zeros(5)], null),
        ["linear_bias has shape (4); expected (5), a number for each row of linear_weight (5, 3). (Parameter 'linear_bias')"] =
            (() => [zeros(2, 3), zeros(5, 3), Rows(2), zeros(4)], null),
        ["linear_weight is on meta, where tensors have no values; expected another device. (Parameter 'linear_weight')"] =
            (() => [zeros(2, 3), zeros([5, 3], device: META), Rows(2), zeros(5)], null),
        ["targets has shape (3); expected (2), that of input (2, 3) without its last dimension. (Parameter 'targets')"] =
            (() => [zeros(2, 3), zeros(5, 3), Rows(3), zeros(5)], null),
        ["targets has dtype Float32; expected class indices of dtype Int64, Int32 or Byte. (Parameter 'targets')"] =
            (() => [zeros(2, 3), zeros(5, 3), zeros(2), zeros(5)], null),
        ["targets[1] is 9; expected a class in [0, 5) or ignore_index -100. (Parameter 'targets')"] =
            (() => [zeros(2, 3), zeros(5, 3), tensor([0L, 9L]), zeros(5)], null),
        ["chunk_rows is 0; expected at least 1, or null for the default. (Parameter 'chunk_rows')\nActual value was 0."] =
            (() => [zeros(2, 3), zeros(5, 3), Rows(2), zeros(5)], 0),
    };

    public static TheoryData<string> Messages => [.. s_calls.Keys];

    private static Tensor Rows(long count) => zeros([count], int64);

    [Theory, MemberData(nameof(Messages))]
    public void What_does_not_fit_is_named(string message)
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss();
        (Func<Tensor[]> tensors, long? chunkRows) = s_calls[message];
        Tensor[] given = tensors();
        Exception exception = Assert.ThrowsAny<ArgumentException>(() => loss.forward_linear(given[0], given[1], given[2], given[3], chunkRows));
        Assert.Equal(message, exception.Message.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_input_of_the_rows_of_another_shape_is_named()
    {
        using var scope = NewDisposeScope();
        using var loss = new DistillationLoss();
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => loss.forward_linear(zeros(2, 3), zeros(5, 3), Rows(2), null, zeros(2, 4)));
        Assert.Contains("has shape (2, 4); expected (2, 5), that of targets with the classes of linear_weight.", exception.Message);
    }

    [Fact]
    public void One_class_is_refused_by_a_loss_of_the_log_odds()
    {
        using var scope = NewDisposeScope();
        using var loss = new SparseLsrLoss();
        ArgumentException exception = Assert.Throws<ArgumentException>(() => loss.forward_linear(zeros(2, 3), zeros(1, 3), Rows(2)));
        Assert.Contains("logits has shape (2, 1), one class; expected at least 2", exception.Message);
    }
}
