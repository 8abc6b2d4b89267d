using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>The loss over views: options, rows at the edge, bad input.</summary>
public sealed class GpuLossTests(CpuAccelerator device) : IClassFixture<CpuAccelerator>
{
    private static readonly LossCase s_crossEntropy = LossTable.Named("CrossEntropyLoss()");
    private static readonly double[][] s_rows = [[1, 2, 3, 4], [0.5, 0, -1, 2], [double.NaN, 0, 0, 0], [3, 1, 1, 1]];

    private Accelerator Accelerator => device.Accelerator;

    public static TheoryData<string> Sharings => [.. Enum.GetNames<RowMapping>()];

    [Theory]
    [InlineData(nameof(RowMapping.Warp))]
    public void An_ignored_row_is_not_read_and_has_zeros(string sharing)
    {
        using GpuLoss gpu = Create(sharing, ignoreIndex: 7);
        using var batch = new GpuBatch<float, long, float>(Accelerator, s_rows, [0, 1, 7, 3]);
        (double[] losses, double[][] gradient) = batch.ForwardBackward(gpu);
        Assert.Equal(0, losses[2]);
        Assert.Equal([0, 0, 0, 0], gradient[2]);
        Assert.All([0, 1, 3], row => Assert.InRange(losses[row], 0.1, 4));
    }

    [Theory]
    [InlineData(nameof(RowMapping.Block))]
    public void Weights_multiply_loss_and_gradient_and_a_factor_the_gradient(string sharing)
    {
        using GpuLoss plain = Create(sharing), weighted = Create(sharing, weight: [1, 3, 1, 0.5]);
        double[][] rows = [s_rows[0], s_rows[1], s_rows[3]];
        using var first = new GpuBatch<float, int, float>(Accelerator, rows, [0, 1, 3]);
        using var second = new GpuBatch<float, int, float>(Accelerator, rows, [0, 1, 3]);
        using var factor = Accelerator.Allocate1D([0.25f]);
        var one = first.ForwardBackward(plain);
        var other = second.ForwardBackward(weighted, factor.View);
        double[] weights = [1, 3, 0.5];
        for (int row = 0; row < rows.Length; row++)
        {
            Assert.Equal(weights[row] * one.Losses[row], other.Losses[row], 1e-6);
            for (int j = 0; j < 4; j++)
                Assert.Equal(0.25 * weights[row] * one.Gradient[row][j], other.Gradient[row][j], 1e-6);
        }
    }

    [Theory]
    [InlineData(nameof(RowMapping.Split))]
    public void A_factor_of_zero_leaves_zeros_also_beside_NaN(string sharing)
    {
        using GpuLoss gpu = Create(sharing);
        using var batch = new GpuBatch<float, long, float>(Accelerator, s_rows, [0, 1, 2, 3]);
        using var factor = Accelerator.Allocate1D([0f]);
        Assert.All(batch.ForwardBackward(gpu, factor.View).Gradient, row => Assert.Equal([0, 0, 0, 0], row));
    }

    [Theory]
    [InlineData(nameof(RowMapping.Split))]
    public void A_target_that_is_no_class_gives_NaN_for_its_row_alone_and_is_reported_by_the_next_call(string sharing)
    {
        using GpuLoss gpu = Create(sharing);
        double[][] rows = [s_rows[0], s_rows[1]];
        using var batch = new GpuBatch<float, long, float>(Accelerator, rows, [0, 4]);
        (double[] losses, double[][] gradient) = batch.ForwardBackward(gpu);
        Assert.True(double.IsFinite(losses[0]) && gradient[0].All(double.IsFinite));
        Assert.True(double.IsNaN(losses[1]) && gradient[1].All(double.IsNaN));

        var exception = Assert.Throws<ArgumentException>(() => batch.Forward(gpu));
        Assert.StartsWith("targets[1] of an earlier call was neither a class nor ignore_index", exception.Message);

        using var good = new GpuBatch<float, long, float>(Accelerator, rows, [0, 3]);
        Assert.All(good.Forward(gpu), loss => Assert.True(double.IsFinite(loss)));
        Assert.All(good.Forward(gpu), loss => Assert.True(double.IsFinite(loss)));
    }

    [Theory]
    [InlineData(nameof(RowMapping.Warp))]
    public void Edges_of_rows_are_those_of_the_CPU(string sharing)
    {
        foreach (Engines.EdgeRow edge in Engines.EdgeRow.All)
        {
            using GpuLoss gpu = Create(sharing);
            using var batch = new GpuBatch<float, long, float>(Accelerator, [edge.Logits], [edge.Target]);
            (double[] losses, double[][] gradient) = batch.ForwardBackward(gpu);
            Assert.True(Same(edge.CrossEntropy, losses[0]), $"{edge.Name}: {losses[0]}, expected {edge.CrossEntropy}");
            for (int j = 0; j < edge.Logits.Length; j++)
                Assert.True(Same(edge.Gradient[j], gradient[0][j]), $"{edge.Name}, gradient[{j}]: {gradient[0][j]}, expected {edge.Gradient[j]}");
        }
    }

    [Theory]
    [InlineData(nameof(RowMapping.Block))]
    public void The_gradient_may_take_the_logits_place(string sharing)
    {
        using GpuLoss gpu = Create(sharing);
        double[][] rows = [s_rows[0], s_rows[3]];
        using var one = new GpuBatch<ushort, long, float>(Accelerator, rows, [2, 0]);
        using var other = new GpuBatch<ushort, long, float>(Accelerator, rows, [2, 0]);
        Assert.Equal(one.ForwardBackward(gpu).Gradient, other.ForwardBackward(gpu, inPlace: true).Gradient);
    }

    [Theory]
    [InlineData(nameof(RowMapping.Split))]
    public void Rows_at_an_odd_address_give_the_same(string sharing)
    {
        using GpuLoss gpu = Create(sharing);
        double[] row = [.. Enumerable.Range(0, 64).Select(j => Math.Sin(j))];
        using var aligned = new GpuBatch<float, long, float>(Accelerator, [row, row], [5, 63]);
        using var odd = new GpuBatch<float, long, float>(Accelerator, [row, row], [5, 63], offset: 1);
        double[][] expected = aligned.ForwardBackward(gpu).Gradient, actual = odd.ForwardBackward(gpu).Gradient;
        for (int i = 0; i < 2; i++)
            Assert.All(expected[i].Zip(actual[i]), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    /// <summary>Each of these with every mapping, of which the everyday tests have one.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Sharings))]
    public void All_of_it_holds_in_every_mapping(string sharing)
    {
        An_ignored_row_is_not_read_and_has_zeros(sharing);
        Weights_multiply_loss_and_gradient_and_a_factor_the_gradient(sharing);
        A_factor_of_zero_leaves_zeros_also_beside_NaN(sharing);
        A_target_that_is_no_class_gives_NaN_for_its_row_alone_and_is_reported_by_the_next_call(sharing);
        Edges_of_rows_are_those_of_the_CPU(sharing);
        The_gradient_may_take_the_logits_place(sharing);
        Rows_at_an_odd_address_give_the_same(sharing);
    }

    [Fact]
    public void An_empty_batch_launches_nothing()
    {
        using GpuLoss gpu = Create(nameof(RowMapping.Warp));
        int launches = 0;
        gpu.Configure = packs =>
        {
            launches++;
            return GpuEngineTests.Layout(RowMapping.Warp, packs);
        };
        gpu.Forward<float, long, float>(Accelerator.DefaultStream, 4, default, default, default);
        Assert.Equal(0, launches);
        using var batch = new GpuBatch<float, long, float>(Accelerator, [s_rows[0]], [0]);
        batch.Forward(gpu);
        Assert.Equal(1, launches);
    }

    [Fact]
    public void Views_that_do_not_fit_are_named()
    {
        using GpuLoss gpu = Create(nameof(RowMapping.Warp));
        using var floats = Accelerator.Allocate1D<float>(12);
        using var doubles = Accelerator.Allocate1D<double>(12);
        using var targets = Accelerator.Allocate1D<long>(3);
        AcceleratorStream stream = Accelerator.DefaultStream;

        Assert.Equal("logits has 12 numbers; expected whole rows of 5 classes. (Parameter 'logits')", Message(() => gpu.Forward<float, long, float>(stream, 5, floats.View, targets.View, floats.View)));
        Assert.Equal("targets has 3 elements; expected 4. (Parameter 'targets')", Message(() => gpu.Forward<float, long, float>(stream, 3, floats.View, targets.View, floats.View)));
        Assert.Equal("losses has 12 elements; expected 3. (Parameter 'losses')", Message(() => gpu.Forward<float, long, float>(stream, 4, floats.View, targets.View, floats.View)));
        Assert.StartsWith("The scalars of rows of System.Double are of type System.Single; expected System.Double", Message(() => gpu.Forward<double, long, float>(stream, 4, doubles.View, targets.View, floats.View)));
        Assert.StartsWith("This loss expects at least 1 class", Message(() => gpu.Forward<float, long, float>(stream, 0, floats.View, targets.View, floats.View)));
        using GpuLoss weighted = Create(nameof(RowMapping.Warp), weight: [1, 2, 3]);
        using var losses = Accelerator.Allocate1D<float>(3);
        Assert.StartsWith("The loss was made with 3 class weights; the logits have 4 classes", Message(() => weighted.Forward<float, long, float>(stream, 4, floats.View, targets.View, losses.View)));
    }

    private static string Message(Action call) => Assert.ThrowsAny<Exception>(call).Message;

    private static bool Same(double expected, double actual) => expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-6;

    private GpuLoss Create(string sharing, double[]? weight = null, long ignoreIndex = -100) =>
        GpuEngineTests.Create(Accelerator, s_crossEntropy, Enum.Parse<RowMapping>(sharing), weight, ignoreIndex);
}
