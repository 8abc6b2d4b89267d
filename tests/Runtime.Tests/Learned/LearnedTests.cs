using System.Text.Json;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Tests.Golden;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Learned;

/// <summary>Numbers of a loss that are learned: parameters of its module, whose gradients the kernels compute.</summary>
public sealed class LearnedTests
{
    private const long Ignored = 1;
    private static readonly JsonElement[] s_golden =
        [.. GoldenFile.Read("language.json").Where(item => item.Text("loss") == "LearnedPoly")];

    public static TheoryData<int, string> Golden =>
        [.. s_golden.Select((item, index) => (index, $"{item.Text("kind")}, {string.Join('×', item.Integers("shape"))}"))];

    [Theory]
    [MemberData(nameof(Golden))]
    public void Reference_values(int index, string description)
    {
        JsonElement golden = s_golden[index];
        Check(golden, ScalarType.Float64, 1e-9, null, isComposed: false, description);
        Check(golden, ScalarType.Float64, 1e-9, null, isComposed: true, description);
        Check(golden, ScalarType.Float32, 3e-5, null, isComposed: false, description);
    }

    [Fact]
    public void Reference_values_on_a_GPU()
    {
        using var device = new InterpretedDevice();
        foreach (JsonElement golden in s_golden)
            Check(golden, ScalarType.Float32, 5e-5, device, isComposed: false, "GPU, " + golden.Text("kind"));
    }

    private static void Check(
        JsonElement golden, ScalarType type, double relative, InterpretedDevice? device, bool isComposed, string description)
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(golden.Numbers("logits"), golden.Integers("shape")).to(type, copy: true).requires_grad_();
        Tensor targets = tensor(golden.Integers("targets"));
        using var none = new LearnedPolyLoss(reduction: nn.Reduction.None);
        using var mean = new LearnedPolyLoss();
        none.Core.Emulation = mean.Core.Emulation = device;
        Tensor losses = isComposed ? none.ComposedForward(logits, targets) : none.forward(logits, targets);
        (isComposed ? mean.ComposedForward(logits, targets) : mean.forward(logits, targets)).backward();
        var result = new CheckResult();
        LanguageGoldenTests.Check(
            golden, (LanguageGoldenTests.Numbers(losses), LanguageGoldenTests.Numbers(logits.grad!)), relative, result, description);
        foreach (JsonProperty number in golden.GetProperty("grad_of_scalars").EnumerateObject())
        {
            double expected = number.Value.GetDouble(), found = mean.get_parameter(number.Name)!.grad!.item<double>();
            result.Check(found, expected, relative * Math.Abs(expected) + (type == ScalarType.Float64 ? 1e-20 : 1e-8), () => $"{description}, {number.Name}");
        }
        result.AssertRight();
    }

    /// <summary>All that a call can have, against torch operations.</summary>
    private sealed record Batch(Tensor Logits, Tensor Targets, Tensor Shift, Tensor Cost, Tensor Scale, Tensor Power)
    {
        public static Batch Of(int rows, int classes) => new(
            Gradients.Waves(1.7, 0, 2, 0, rows, classes).requires_grad_(),
            tensor(Enumerable.Range(0, rows).Select(i => i * 5L % classes).ToArray()),
            Gradients.Waves(1.3, 0, 1, 0, rows).requires_grad_(), Gradients.Waves(0.7, 0, 0.3, 1, classes),
            tensor(1.5, float64).requires_grad_(), tensor(0.7, float64).requires_grad_());

        public Tensor[] Leaves => [Logits, Shift, Scale, Power];

        public Tensor Losses()
        {
            Tensor index = Targets.unsqueeze(1), hot = nn.functional.one_hot(Targets, Logits.size(1)).to_type(float64);
            Tensor z = Scale * Logits + hot * (Shift * Scale).unsqueeze(1);
            Tensor logProb = z.log_softmax(1), own = logProb.gather(1, index).squeeze(1);
            Tensor others = (Cost * (Power * logProb).exp() * (1 - hot)).sum(1);
            return (-own + 0.3 * others * Power + Shift * own.exp()).masked_fill(Targets.eq(Ignored), 0);
        }

        public Tensor Reduced(nn.Reduction reduction) => reduction switch
        {
            nn.Reduction.None => Losses(),
            nn.Reduction.Sum => Losses().sum(),
            _ => Losses().sum() / Targets.ne(Ignored).sum().to_type(float64),
        };
    }

    public static TheoryData<nn.Reduction, ScalarType, string> Calls
    {
        get
        {
            var calls = new TheoryData<nn.Reduction, ScalarType, string>();
            foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
            {
                foreach (string way in (string[])["CPU", "composed", "linear"])
                {
                    calls.Add(reduction, ScalarType.Float32, way);
                    calls.Add(reduction, ScalarType.Float64, way);
                }
            }
            return calls;
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Gradients_by_everything(nn.Reduction reduction, ScalarType type, string way)
    {
        using var scope = NewDisposeScope();
        using InterpretedDevice? device = way == "GPU" ? new InterpretedDevice() : null;
        foreach ((int rows, int classes) in ((int, int)[])[(6, 5), (7, 33)])
        {
            Batch exact = Batch.Of(rows, classes);
            using var loss = new LearnedEverywhereLoss(exact.Cost, ignore_index: Ignored, reduction: reduction);
            loss.Core.Emulation = device;
            Tensor logits = exact.Logits.detach().to(type, copy: true).requires_grad_(), shift = exact.Shift.detach().to(type, copy: true).requires_grad_();
            Tensor actual = way switch
            {
                "composed" => loss.ComposedForward(logits, exact.Targets, shift),
                "linear" => loss.forward_linear(logits, eye(classes, dtype: type), exact.Targets, null, shift, chunk_rows: 2),
                _ => loss.forward(logits, exact.Targets, shift),
            };
            Tensor expected = exact.Reduced(reduction), upstream = (arange(expected.NumberOfElements, float64) + 0.5).reshape(expected.shape);
            expected.backward([upstream]);
            actual.backward([upstream.to(actual.dtype)]);
            double relative = type == ScalarType.Float64 ? 1e-10 : 5e-5;
            Gradients.AssertClose(expected, actual, relative);
            foreach ((Tensor right, Tensor found) in exact.Leaves.Zip((Tensor[])[logits, shift, loss.scale, loss.power]))
                Gradients.AssertClose(right.grad!, found.grad!, relative);
        }
    }

    /// <summary>Long, because the kernels of a loss with everything take the compiler long.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public void Gradients_by_everything_on_a_GPU() => Gradients_by_everything(nn.Reduction.Mean, ScalarType.Float32, "GPU");

    [Fact]
    public void Second_derivatives()
    {
        using var scope = NewDisposeScope();
        Batch exact = Batch.Of(6, 5);
        using var loss = new LearnedEverywhereLoss(exact.Cost, ignore_index: Ignored);
        Tensor logits = exact.Logits.detach().requires_grad_(), shift = exact.Shift.detach().requires_grad_();
        Tensor[] own = [logits, shift, loss.scale, loss.power];
        foreach ((Tensor right, Tensor found) in Second(exact.Reduced(nn.Reduction.Mean), exact.Leaves)
            .Zip(Second(loss.forward(logits, exact.Targets, shift), own)))
            Gradients.AssertClose(right, found, 1e-9);

        static IEnumerable<Tensor> Second(Tensor loss, Tensor[] leaves)
        {
            IList<Tensor> first = autograd.grad([loss], leaves, retain_graph: true, create_graph: true);
            return autograd.grad([first.Select(gradient => (gradient * gradient).sum()).Aggregate((x, y) => x + y)], leaves);
        }
    }

    [Fact]
    public void They_are_parameters_of_float64_without_a_shape()
    {
        ScalarType before = get_default_dtype();
        set_default_dtype(ScalarType.Float32);
        using var loss = new LearnedPolyLoss(epsilon: 0.25);
        set_default_dtype(before);
        Assert.Equal(["epsilon", "gamma"], loss.named_parameters().Select(item => item.name));
        Assert.Equal(["epsilon", "gamma"], loss.state_dict().Keys);
        Assert.Equal((0.25, 1.3), (loss.epsilon.item<double>(), loss.gamma.item<double>()));
        Assert.All(loss.parameters(), parameter => Assert.Equal((ScalarType.Float64, 0, true), (parameter.dtype, (int)parameter.Dimensions, parameter.requires_grad)));
    }

    [Fact]
    public void They_move_with_the_module()
    {
        using var scope = NewDisposeScope();
        using var loss = new LearnedPolyLoss();
        loss.to(ScalarType.Float32);
        Assert.Equal(ScalarType.Float32, loss.epsilon.dtype);
        Tensor logits = Gradients.Waves(1.7, 0, 2, 0, 4, 5).to(float32), targets = tensor([0L, 1, 2, 3]);
        loss.forward(logits, targets).backward();
        Assert.Equal((ScalarType.Float32, 0L), (loss.epsilon.grad!.dtype, loss.epsilon.grad!.Dimensions));
        using var other = new LearnedPolyLoss();
        other.load_state_dict(new Dictionary<string, Tensor> { ["epsilon"] = tensor(2.0), ["gamma"] = tensor(3.0) });
        Gradients.AssertClose(
            other.forward(logits, targets), new LearnedPolyLoss(2, 3).forward(logits, targets), 1e-7);
    }

    [Fact]
    public void A_range_holds_for_the_first_value()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new LearnedRangeLoss(3));
        Assert.Contains("base is 3", exception.Message, StringComparison.Ordinal);
        using var loss = new LearnedRangeLoss(2);
        using (no_grad())
            loss.@base.add_(5);
        using Tensor logits = zeros(1, 2), targets = tensor([0L]), value = loss.forward(logits, targets);
        Assert.Equal(7 * Math.Log(2), value.to(float64).item<double>(), 1e-6);
    }

    /// <summary>Where the logits need no gradient, and where a learned number needs none.</summary>
    [Fact]
    public void Only_what_is_asked_for_has_a_gradient()
    {
        using var scope = NewDisposeScope();
        using var loss = new LearnedPolyLoss();
        loss.gamma.requires_grad_(false);
        Tensor logits = Gradients.Waves(1.7, 0, 2, 0, 4, 5), targets = tensor([0L, 1, 2, 3]);
        loss.forward(logits, targets).backward();
        Assert.NotNull(loss.epsilon.grad);
        Assert.Null(loss.gamma.grad);
        using (no_grad())
            Assert.False(loss.forward(logits, targets).requires_grad);
    }

    /// <summary>The gradient is summed up in one order, however many threads torch has.</summary>
    [Fact]
    public void The_same_bits_for_any_number_of_threads()
    {
        using var scope = NewDisposeScope();
        using var loss = new LearnedPolyLoss();
        Tensor logits = Gradients.Waves(1.7, 0, 2, 0, 70_000, 3), targets = arange(70_000, int64).remainder(3);
        int before = get_num_threads();
        double[] found =
        [
            .. new[] { 1, 2, 3 }.Select(threads =>
            {
                set_num_threads(threads);
                loss.zero_grad();
                loss.forward(logits, targets).backward();
                return loss.gamma.grad!.item<double>();
            }),
        ];
        set_num_threads(before);
        Assert.Single(found.Distinct());
    }

    [Fact]
    public void An_optimizer_learns_them()
    {
        using var scope = NewDisposeScope();
        using var loss = new LearnedEverywhereLoss(ones(5));
        Tensor logits = Gradients.Waves(1.7, 0, 2, 0, 12, 5), targets = tensor(Enumerable.Range(0, 12).Select(i => i % 5L).ToArray()), shift = zeros(12, float64);
        var optimizer = optim.SGD(loss.parameters(), 0.1);
        double first = Step(), last = 0;
        for (int i = 0; i < 20; i++)
            last = Step();
        Assert.True(last < 0.8 * first, $"{first} became {last}");

        double Step()
        {
            optimizer.zero_grad();
            Tensor value = loss.forward(logits, targets, shift);
            value.backward();
            optimizer.step();
            return value.item<double>();
        }
    }

    [Fact]
    public void Metrics_and_spans_have_them()
    {
        using var scope = NewDisposeScope();
        using var loss = new LearnedEverywhereLoss(ones(5), power: 0.5);
        Tensor logits = Gradients.Waves(1.7, 0, 2, 0, 2, 5), targets = tensor([0L, 4]), shift = tensor(new[] { 0.1, 0.2 });
        (Tensor value, LearnedEverywhereLoss.Metrics metrics) = loss.forward_with_metrics(logits, targets, shift);
        double[] row = Gradients.Numbers(logits[1]);
        double[] losses =
        [
            .. new[] { 0, 1 }.Select(i => LearnedEverywhereLoss.Evaluate(
                Gradients.Numbers(logits[i]), i * 4, Gradients.Numbers(ones(5)), 0.1 * (i + 1), 1.5, 0.5)),
        ];
        Assert.Equal(losses.Average(), value.item<double>(), 1e-9);
        double reference = LearnedEverywhereLoss.EvaluateReference(row, 4, Gradients.Numbers(ones(5)), 0.2, 1.5, 0.5);
        Assert.Equal(reference, losses[1], 1e-9);
        Tensor probability = (1.5 * logits[1] + 1.5 * 0.2 * nn.functional.one_hot(tensor(4L), 5)).softmax(0)[4];
        Assert.Equal(0.5 * probability.item<double>(), metrics.Scaled[1].item<double>(), 1e-9);
    }

    [Fact]
    public void A_batch_on_another_device_is_named()
    {
        using var loss = new LearnedPolyLoss();
        using Tensor logits = zeros(1, 2, device: META), targets = zeros(1, int64, device: META);
        Assert.Contains("meta", Assert.ThrowsAny<Exception>(() => loss.forward(logits, targets)).Message, StringComparison.OrdinalIgnoreCase);
    }
}
