using System.Reflection;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Sums;

/// <summary>
/// Sums over classes composed of torch operations: the value is that of the declaration's own method, and libtorch's derivative of it is
/// the derivative that the generator derived and that of central differences.
/// </summary>
public sealed class ComposedSumTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly (string Kind, double[] Logits, int Target)[] s_rows =
    [
        ("ordinary", [0.3, -1.2, 0.9, 0.1, -0.4], 2),
        ("ordinary", [1.3, 0.25, -0.7, 1.9, 0.6], 1),
        ("nearly equal", [0.5, 0.51, 0.52, 0.49, 0.48], 3),
        ("confident", [0.2, 12.3, -0.4, 0.7, 1.1], 1),
        ("wrong", [0.2, 12.3, -0.4, 0.7, 1.1], 4),
        ("very confident", [41.5, 0.3, -2.1, 1.7, 0.4], 0),
        ("very wrong", [0.6, 40.5, -0.3, 1.2, -1.4], 3),
        ("masked", [0.3, -Infinity, 0.9, 0.1, -0.4], 0),
        ("mostly masked", [-Infinity, -Infinity, 0.9, 0.1, -Infinity], 3),
        ("masked target", [0.3, -1.2, -Infinity, 0.1, -0.4], 2),
        ("masked target and others", [0.3, -Infinity, -Infinity, 0.1, -0.4], 1),
    ];

    public static TheoryData<string> Losses => [.. SumLosses.All.Keys];

    private static Tensor Logits => tensor(s_rows.SelectMany(row => row.Logits).ToArray(), dtype: ScalarType.Float64).reshape(s_rows.Length, -1);

    private static Tensor Targets => tensor(s_rows.Select(row => (long)row.Target).ToArray());

    [Theory]
    [MemberData(nameof(Losses))]
    public void Value_is_that_of_the_method(string loss)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] composed = Gradients.Numbers(Composed(loss).Compose(new TorchRow(Logits, Targets)));
        for (int i = 0; i < s_rows.Length; i++)
        {
            double expected = SumLosses.All[loss].Reference(s_rows[i].Logits, s_rows[i].Target);
            Assert.True(
                expected.Equals(composed[i]) || Math.Abs(composed[i] - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected)),
                $"{s_rows[i].Kind} row {i}: {composed[i]:R}, the method has {expected:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Autograd_the_derived_gradient_and_differences_agree(string loss)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] automatic = Gradients.Numbers(Gradients.Of(x => Composed(loss).Compose(new TorchRow(x, Targets)), Logits));
        double[] derived = Gradients.Numbers(Composed(loss).ComposeGradient(new TorchRow(Logits, Targets)));
        var faults = new List<string>();
        for (int i = 0; i < s_rows.Length; i++)
        {
            (string kind, double[] logits, int target) = s_rows[i];
            if (!double.IsFinite(SumLosses.All[loss].Reference(logits, target)))
                continue;
            double largest = derived.Skip(i * logits.Length).Take(logits.Length).Max(Math.Abs);
            for (int j = 0; j < logits.Length; j++)
            {
                (double a, double d, double difference) = (automatic[i * logits.Length + j], derived[i * logits.Length + j], Difference(loss, logits, target, j));
                // What libtorch subtracts from each other is of the size of the loss.
                if (!(Math.Abs(a - d) <= 1e-11 * largest + 1e-15) || !(Math.Abs(difference - d) <= 1e-8 * Math.Max(1, largest)))
                    faults.Add($"{kind} row {i}, class {j}: derived {d:R}, autograd {a:R}, differences {difference:R}");
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Second_derivatives_are_those_of_the_gradient(string loss)
    {
        const int Rows = 2;
        const double Step = 1e-5;
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Logits[..Rows], targets = Targets[..Rows], direction = arange(5, ScalarType.Float64).sub(1.5).cos().expand(Rows, -1);
        Tensor upstream = ones([Rows], ScalarType.Float64);
        // A loss of straight lines has a constant gradient; libtorch wants one that depends on the logits.
        Tensor twice = Gradients.OfGradient(x => Composed(loss).Compose(new TorchRow(x, targets)) + (0 * x * x).sum(1), logits, upstream, direction).ByInput;
        Tensor once = Gradients.Of(x => ((Composed(loss).ComposeGradient(new TorchRow(x, targets)) + 0 * x) * direction).sum(1), logits);
        Tensor Gradient(double step) => Composed(loss).ComposeGradient(new TorchRow(logits + direction * step, targets));
        Gradients.AssertClose((Gradient(Step) - Gradient(-Step)) / (2 * Step), once, 1e-7);
        Gradients.AssertClose(once, twice, 1e-11);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_module_composes_the_same(string loss)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Logits[..4], targets = Targets[..4];
        Gradients.AssertClose(
            Composed(loss).Compose(new TorchRow(logits, targets)).mean(), SumLosses.All[loss].Module.ComposedForward(logits, targets), 1e-15);
    }

    private static double Difference(string loss, double[] logits, int target, int j)
    {
        const double Step = 1e-5;
        if (double.IsNegativeInfinity(logits[j]))
            return 0;
        double At(double step)
        {
            double[] moved = [.. logits];
            moved[j] += step;
            return SumLosses.All[loss].Reference(moved, target);
        }
        // Of fourth order: the rounding of large losses leaves no smaller step.
        return (8 * (At(Step) - At(-Step)) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);
    }

    /// <summary>The generated kernel, whose composed forms are not public.</summary>
    private static IComposedLoss Composed(string loss)
    {
        SparseTargetLoss module = SumLosses.All[loss].Module;
        MethodInfo bind = module.GetType().GetMethod("Bind", BindingFlags.NonPublic | BindingFlags.Instance)!;
        return (IComposedLoss)((BoundLoss)bind.Invoke(module, [5.0])!).Generated;
    }
}
