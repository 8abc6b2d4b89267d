using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Tests.Torch;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Inputs;

/// <summary>The ready-made losses whose rows have inputs, against the same composed of torch operations as their publications have them.</summary>
public sealed class ReadyMadeTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor[], Tensor>> s_losses = new()
    {
        ["DistillationLoss"] = (z, t, x) =>
            0.5 * CrossEntropy(z, t) + 0.5 * (nn.functional.kl_div(z.log_softmax(1), x[0], false, nn.Reduction.None) - x[0].xlogy(x[0])).sum(1),
        ["MixupLoss"] = (z, t, x) => x[1] * CrossEntropy(z, t) - (1 - x[1]) * (x[0] * z.log_softmax(1)).sum(1),
        ["ClippedPolicyLoss"] = (z, t, x) =>
        {
            Tensor ratio = (-CrossEntropy(z, t) - x[1]).exp();
            return -minimum(ratio * x[0], ratio.clamp(0.8, 1.2) * x[0]);
        },
    };

    public static TheoryData<string> Losses => [.. s_losses.Keys];

    [Fact]
    public void All_are_here() =>
        Assert.Equal(ShippedLosses.Names.Where(name => ShippedLosses.Plan(name).Model.Inputs.Any()).Order(), s_losses.Keys.Order());

    [Theory]
    [MemberData(nameof(Losses))]
    public void CPU(string name)
    {
        foreach ((int rows, int classes) in ((int, int)[])[(5, 2), (7, 10), (3, 33), (2, 1030)])
        {
            Check(name, ScalarType.Float64, 1e-10, null, rows, classes, isComposed: false);
            Check(name, ScalarType.Float64, 1e-10, null, rows, classes, isComposed: true);
            Check(name, ScalarType.Float32, 3e-5, null, rows, classes, isComposed: false);
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void GPU(string name)
    {
        using var device = new InterpretedDevice();
        Check(name, ScalarType.Float32, 5e-5, device, 3, 8, isComposed: false);
        Check(name, ScalarType.Float32, 5e-5, device, 2, 13, isComposed: false);
    }

    private static void Check(
        string name, ScalarType type, double relative, InterpretedDevice? device, int rows, int classes, bool isComposed)
    {
        using var scope = NewDisposeScope();
        Tensor[] inputs = TestedModule.Inputs(name, rows, classes);
        Tensor logits = Gradients.Waves(1.7, 0, 4, 0, rows, classes);
        Tensor targets = tensor(Enumerable.Range(0, rows).Select(i => (long)(i * 7 % classes)).ToArray());
        Tensor upstream = tensor(Enumerable.Range(0, rows).Select(i => i + 0.5).ToArray());
        using ISparseTargetLoss loss = (ISparseTargetLoss)Activator.CreateInstance(TestedLosses.Type(name), Arguments(name))!;
        LossCore core = loss.Core();
        core.Emulation = device;
        Tensor[] expected = Run(s_losses[name], ScalarType.Float64), found = Run(
            (z, t, x) => isComposed ? core.ComposedForward(z, t, x) : core.Forward(z, t, x), type);
        var result = new CheckResult();
        for (int i = 0; i < expected.Length; i++)
        {
            double[] numbers = Gradients.Numbers(expected[i]);
            int which = i;
            result.Check(
                Gradients.Numbers(found[i].to(float64)), numbers, relative * Math.Max(numbers.Max(Math.Abs), 1e-3),
                () => $"{name}, {type}, {rows}×{classes}, result {which}");
        }
        result.AssertRight();

        // The losses, and the gradients by the logits and by each number of a row.
        Tensor[] Run(Func<Tensor, Tensor, Tensor[], Tensor> forward, ScalarType dtype)
        {
            Tensor z = logits.to(dtype, copy: true).requires_grad_();
            Tensor[] given = [.. inputs.Select(input => input.Dimensions == 1 ? input.to(dtype).clone().requires_grad_() : input.to(dtype))];
            Tensor values = forward(z, targets, given);
            values.backward([upstream.to(dtype)]);
            return [values, z.grad!, .. given.Where(input => input.requires_grad).Select(input => input.grad!)];
        }
    }

    private static object?[] Arguments(string name) =>
    [
        .. TestedLosses.Type(name).GetConstructors().Single().GetParameters()
            .Select(parameter => parameter.Name == "reduction" ? nn.Reduction.None : parameter.DefaultValue),
    ];

    private static Tensor CrossEntropy(Tensor logits, Tensor targets) =>
        nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None);
}
