using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>Batches of more than 2³¹ logits: offsets are counted in 64 bits.</summary>
public sealed class LargeBatchTests
{
    private const long Classes = 65_537, Rows = 32_769;

    /// <summary>Around the middle, where the offset passes 2³⁰, and at the end, where it passes 2³¹.</summary>
    private static readonly long[] s_checked = [0, 1, Rows / 2, Rows - 1];

    [Fact]
    public void Logits_that_share_one_row_are_read_where_they_are()
    {
        using var scope = NewDisposeScope();
        Tensor row = randn(1, Classes, dtype: ScalarType.BFloat16);
        AssertLosses(row.expand(Rows, Classes), _ => row);
    }

    /// <summary>Memory that is not touched takes no room: all other rows are ignored.</summary>
    [Fact]
    public void Each_row_of_a_real_batch_has_its_own_loss()
    {
        using var scope = NewDisposeScope();
        Tensor logits = empty(Rows, Classes, dtype: ScalarType.BFloat16);
        foreach (long n in s_checked)
            logits[n].normal_();
        AssertLosses(logits, n => logits.narrow(0, n, 1));
    }

    [Fact]
    [Trait("Category", "Long")]
    public void Each_row_of_a_real_batch_gets_its_own_gradient()
    {
        const long Needed = 12L << 30;
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        Assert.SkipUnless(available >= Needed, $"The batch takes 4.3 GB; this needs a machine with {Needed >> 30} GiB, and there are {available >> 30}.");
        using var scope = NewDisposeScope();
        Tensor logits = zeros(Rows, Classes, dtype: ScalarType.BFloat16), targets = arange(Rows) % Classes;
        long[] checkedRows = [0, Rows / 2, Rows - 1];
        foreach (long n in checkedRows)
            logits[n].normal_();
        Tensor[] before = checkedRows.Select(n => logits[n].clone()).ToArray();

        logits.requires_grad_();
        new CrossEntropyLoss(reduction: nn.Reduction.Sum, inplace_gradient: true).forward(logits, targets).backward();
        for (int i = 0; i < checkedRows.Length; i++)
        {
            Tensor alone = before[i].unsqueeze(0).requires_grad_();
            new CrossEntropyLoss(reduction: nn.Reduction.Sum).forward(alone, targets.narrow(0, checkedRows[i], 1)).backward();
            Assert.True(alone.grad![0].equal(logits.grad![checkedRows[i]]).all().item<bool>(), $"row {checkedRows[i]}");
        }
    }

    /// <summary>The checked rows of a batch whose other rows are ignored have the losses that they have alone.</summary>
    private static void AssertLosses(Tensor logits, Func<long, Tensor> alone)
    {
        Tensor targets = full(Rows, -100, ScalarType.Int64);
        foreach (long n in s_checked)
            targets[n] = n % Classes;
        using var loss = new SparseLsrLoss(reduction: nn.Reduction.None);
        Tensor losses = loss.forward(logits, targets);
        Assert.Equal(0, losses[2].to(ScalarType.Float32).item<float>());
        foreach (long n in s_checked)
        {
            float expected = loss.forward(alone(n), targets.narrow(0, n, 1)).to(ScalarType.Float32).item<float>();
            Assert.InRange(expected, 1, 100);
            Assert.Equal(expected, losses[n].to(ScalarType.Float32).item<float>());
        }
    }
}
