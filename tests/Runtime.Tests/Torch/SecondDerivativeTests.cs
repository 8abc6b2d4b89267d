using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>The gradient that kernels compute, differentiated by kernels again, against the loss composed of torch operations.</summary>
public sealed class SecondDerivativeTests : IDisposable
{
    private const int Rows = 6, Classes = 5;

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Losses => [.. ShippedLosses.Names];

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Losses))]
    public void Of_every_loss_are_those_of_torch(string name)
    {
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            foreach (bool isWeighted in (bool[])[false, true])
            {
                using ISparseTargetLoss loss = TestedModule.Create(name, Positive(), isWeighted ? Positive() : null, reduction);
                LossCore core = loss.Core();
                Tensor[] inputs = TestedModule.Inputs(name, Rows, Classes);
                Check(
                    core.ComposedForward, core.Forward, Logits(name), inputs, reduction, 1e-9, $"{name}, {reduction}, {isWeighted}");
            }
        }
    }

    [Fact]
    public void Only_transformed_logits_have_no_kernel_for_them()
    {
        string[] without = [.. ShippedLosses.Names.Where(name => ShippedLosses.Plan(name).Directional is null)];
        string[] transformed = [.. ShippedLosses.Names.Where(name => ShippedLosses.Plan(name).Transform is not null)];
        Assert.Equal(transformed, without);
    }

    [Theory]
    [InlineData("ConfidencePenaltyLoss")]
    [InlineData("BrierLoss")]
    [InlineData("ClippedPolicyLoss")]
    public void On_a_GPU(string name)
    {
        using var device = new InterpretedDevice();
        using ISparseTargetLoss loss = TestedModule.Create(name, Positive(), null, nn.Reduction.Mean);
        LossCore core = loss.Core();
        Tensor[] inputs = TestedModule.Inputs(name, Rows, Classes);
        Func<Tensor, Tensor, Tensor[], Tensor> onDevice = (z, t, x) =>
        {
            core.Emulation = device;
            return core.Forward(z.to_type(float32), t, [.. x.Select(input => input.to_type(float32))]).to_type(float64);
        };
        Check(core.ComposedForward, onDevice, Logits(name), inputs, nn.Reduction.Mean, 2e-5, name);
        Assert.True(device.Started >= 4);
    }

    [Theory]
    [InlineData(ScalarType.Float32, 2e-5)]
    [InlineData(ScalarType.BFloat16, 4e-2)]
    [InlineData(ScalarType.Float16, 4e-3)]
    public void Of_narrow_types(ScalarType type, double relative)
    {
        using var loss = new FocalLoss(reduction: nn.Reduction.Sum);
        Tensor logits = Logits("FocalLoss").to_type(type).to_type(float64);
        Check(
            (z, t, _) => loss.ComposedForward(z, t), (z, t, _) => loss.forward(z.to_type(type), t).to_type(float64), logits, [],
            nn.Reduction.Sum, relative, $"{type}");
    }

    /// <summary>There p(1 − p)·(d + H′) is 0·∞. A probability of 1 leaves those of the entropy 0.</summary>
    [Fact]
    public void Are_finite_where_the_target_alone_is_not_masked()
    {
        foreach (string name in ShippedLosses.Names)
        {
            if (ShippedLosses.Plan(name) is { UsesMean: true } or { Transform: not null } or { Derivation.RequiresTwoClasses: true })
                continue;
            Tensor alone = full([1, 3], double.NegativeInfinity, float64);
            alone[0, 1] = 2;
            foreach ((Tensor logits, long target) in ((Tensor, long)[])[(alone, 1), (full([1, 1], 2.0, float64), 0)])
            {
                int classes = (int)logits.size(1);
                using ISparseTargetLoss loss = TestedModule.Create(name, Positive(classes), null, nn.Reduction.Sum);
                Tensor leaf = logits.detach().requires_grad_(), targets = tensor([target]);
                Tensor result = loss.Core().Forward(leaf, targets, TestedModule.Inputs(name, 1, classes));
                Tensor first = autograd.grad([result], [leaf], retain_graph: true, create_graph: true)[0];
                Tensor second = autograd.grad([(first * 3).sum()], [leaf])[0];
                Assert.All(Gradients.Numbers(second), number => Assert.True(name == "ConfidencePenaltyLoss" ? number == 0 : double.IsFinite(number), $"{name}: {number}"));
            }
        }
    }

    [Fact]
    public void Third_ones_are_composed()
    {
        using var loss = new ConfidencePenaltyLoss();
        Tensor targets = Targets();
        double[][] found = [.. Gradients.Forms(loss).Select(forward =>
        {
            Tensor leaf = Logits("ConfidencePenaltyLoss").requires_grad_();
            Tensor first = autograd.grad([forward(leaf, targets)], [leaf], retain_graph: true, create_graph: true)[0];
            Tensor second = autograd.grad(
                [(first * Direction(leaf)).sum()], [leaf], retain_graph: true, create_graph: true)[0];
            return Gradients.Numbers(autograd.grad([second.square().sum()], [leaf])[0]);
        })];
        Gradients.AssertClose(tensor(found[1]), tensor(found[0]), 1e-9);
    }

    /// <summary>Where torch would end the process.</summary>
    [Fact]
    public void Third_ones_of_a_linear_loss_are_none()
    {
        using var loss = new TargetLogitLoss();
        Tensor leaf = Gradients.Waves(1.7, 0, 2, 0, Rows, Classes).requires_grad_();
        Tensor first = autograd.grad([loss.forward(leaf, Targets())], [leaf], retain_graph: true, create_graph: true)[0];
        Tensor sum = (first * leaf).sum();
        Tensor second = autograd.grad([sum], [leaf], retain_graph: true, create_graph: true)[0];
        Assert.Equal(Gradients.Numbers(first), Gradients.Numbers(second));
    }

    /// <summary>What is upstream depends on the logits and on the learned number as well.</summary>
    [Fact]
    public void Of_a_square_of_the_loss_are_right()
    {
        double[][] found = [.. Enumerable.Range(0, 2).Select(form =>
        {
            using var loss = new LearnedExponentLoss(1.5);
            Tensor leaf = Logits("FocalLoss").requires_grad_(), targets = Targets();
            Tensor[] all = [leaf, loss.gamma];
            Tensor value = form == 0 ? loss.forward(leaf, targets) : loss.ComposedForward(leaf, targets);
            IList<Tensor> first = autograd.grad([value * value], all, retain_graph: true, create_graph: true);
            IList<Tensor> second = autograd.grad([(first[0] * Direction(leaf)).sum() + 2 * first[1]], all);
            return first.Concat(second).SelectMany(Gradients.Numbers).ToArray();
        })];
        Gradients.AssertClose(tensor(found[1]), tensor(found[0]), 1e-9);
    }

    /// <summary>A gradient of which the loss is upstream keeps the loss, and must not keep it for ever.</summary>
    [Fact]
    public void Graphs_of_them_are_dropped()
    {
        using var loss = new FocalLoss();
        Tensor leaf = randn([4, 10], float64).requires_grad_(), targets = zeros([4], int64);
        for (int i = 0; i < 3; i++)
            Step();
        long before = Living();
        for (int i = 0; i < 5; i++)
            Step();
        Assert.Equal(before, Living());

        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor value = loss.forward(leaf, targets);
            Tensor gradient = autograd.grad([value * value], [leaf], retain_graph: true, create_graph: true)[0];
            autograd.grad([gradient.square().sum()], [leaf]);
        }

        static long Living() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
    }

    private static void Check(
        Func<Tensor, Tensor, Tensor[], Tensor> composed, Func<Tensor, Tensor, Tensor[], Tensor> kernels, Tensor logits, Tensor[] inputs,
        nn.Reduction reduction, double relative, string what)
    {
        Tensor targets = Targets();
        Tensor upstream = reduction == nn.Reduction.None ? (arange(Rows, float64) + 0.5).cos() : tensor(1.25, float64);
        double[][] expected = Twice(composed), found = Twice(kernels);
        var result = new CheckResult();
        for (int i = 0; i < expected.Length; i++)
            result.Check(found[i], expected[i], relative * expected[i].Max(Math.Abs) + 1e-14, () => $"{what}, {i}");
        result.AssertRight();

        double[][] Twice(Func<Tensor, Tensor, Tensor[], Tensor> forward)
        {
            Tensor z = logits.detach().clone().requires_grad_(), u = upstream.detach().clone().requires_grad_();
            // Class inputs are constants.
            Tensor[] x = [.. inputs.Select(input => input.Dimensions == 1 ? input.detach().clone().requires_grad_() : input)];
            Tensor[] leaves = [z, .. x.Where(input => input.requires_grad)], all = [.. leaves, u];
            IList<Tensor> first = autograd.grad([forward(z, targets, x)], leaves, [u], retain_graph: true, create_graph: true);
            Tensor sum = first.Select(gradient => (gradient * Direction(gradient)).sum()).Aggregate((a, b) => a + b);
            IList<Tensor> second = autograd.grad([sum], all, allow_unused: true);
            return [.. second.Select((gradient, i) => Gradients.Numbers(gradient.IsInvalid ? zeros_like(all[i]) : gradient))];
        }
    }

    private static Tensor Direction(Tensor like) => (arange(like.NumberOfElements, float64) * 1.1 + 0.3).sin().reshape(like.shape);

    private static Tensor Positive(int classes = Classes) => arange(classes, float64).sin() + 1.5;

    private static Tensor Targets() => tensor([0L, 4, -100, 2, 1, 3]);

    /// <summary>With masked classes where a loss has a value then.</summary>
    private static Tensor Logits(string name)
    {
        Tensor logits = Gradients.Waves(1.7, 0, name == "ArcFaceLoss" ? 0.3 : 2, 0, Rows, Classes);
        if (ShippedLosses.Plan(name) is { UsesMean: false, Transform: null } plan && plan.Classes.Sweeps.Count == 0)
            logits[1, 2] = double.NegativeInfinity;
        return logits;
    }
}

/// <summary>A loss whose gradient is the same for all logits.</summary>
[SparseTargetLoss]
public sealed partial class TargetLogitLoss
{
    private static double Loss(Row row) => -row.TargetLogit;
}

/// <summary>A focal loss whose exponent is learned.</summary>
[SparseTargetLoss]
public sealed partial class LearnedExponentLoss
{
    private static double Loss(Row row, [Learned] double gamma) => -Math.Pow(row.Complement, gamma) * row.LogProb;
}
