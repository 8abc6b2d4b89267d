using SparseLsr.Gen.Testing.Exact;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Engines;

/// <summary>A batch of rows put through a module, and what is to come out: the exact rows combined by the rules.</summary>
internal sealed record ModuleCase(LossCase Loss, IReadOnlyList<RowCase> Rows)
{
    public nn.Reduction Reduction { get; init; } = nn.Reduction.None;

    public Layout Layout { get; init; }

    public ScalarType TargetType { get; init; } = ScalarType.Int64;

    /// <summary>The weight of each class, or null.</summary>
    public double[]? Weight { get; init; }

    /// <summary>Null for the default of −100.</summary>
    public long? IgnoreIndex { get; init; }

    /// <summary>Rows whose target is replaced by the ignored index; every row of that class is ignored besides.</summary>
    public int[] IgnoredRows { get; init; } = [];

    private int Classes => Rows[0].Logits.Length;

    private bool IsSingle => Rows[0].IsSingle;

    private long Ignored => IgnoreIndex ?? -100;

    private long[] Targets => [.. Rows.Select((row, i) => IgnoredRows.Contains(i) ? Ignored : row.Target)];

    public override string ToString()
    {
        string weight = Weight is null ? "" : ", weight";
        string ignore = IgnoredRows.Length > 0 || IgnoreIndex is not null ? $", ignore_index {Ignored}" : "";
        string type = IsSingle ? "float32" : "float64";
        return $"{Loss}, C = {Classes}, {type}, {Reduction}, {Layout}{weight}{ignore}, targets {TargetType}";
    }

    /// <summary>Runs forward and backward with random upstream gradients, and compares.</summary>
    public void Check(Verdict verdict)
    {
        using var scope = NewDisposeScope();
        ScalarType type = IsSingle ? ScalarType.Float32 : ScalarType.Float64;
        Tensor logits = Layouts.Arrange(Layout, tensor([.. Rows.SelectMany(row => row.Logits)], Rows.Count, Classes).to_type(type));
        Tensor targets = Layouts.ArrangeRows(Layout, tensor(Targets).to_type(TargetType));
        Tensor? weight = Weight is null ? null : tensor(Weight).to_type(type);
        using SparseTargetLoss module = TestedLosses.Named(Loss.Loss).Create(Loss.Arguments, weight, IgnoreIndex, Reduction);

        double[] upstream = Upstream();
        Tensor result = module.forward(logits, targets);
        Tensor factors = tensor(upstream).to_type(type);
        (result * (Reduction == nn.Reduction.None ? Layouts.ArrangeRows(Layout, factors) : factors[0])).sum().backward();

        verdict.Check(result.dtype == type ? 1 : 0, 1, 0, () => $"{this}, the result's type is {result.dtype}");
        double[] values = result.reshape(-1).to_type(ScalarType.Float64).data<double>().ToArray();
        double[] gradient = Layouts.Restore(Layout, logits.grad!).contiguous().to_type(ScalarType.Float64).data<double>().ToArray();
        CheckValues(verdict, values);
        CheckGradient(verdict, gradient, upstream);
    }

    /// <summary>Not uniform, of both signs, one of them zero.</summary>
    private double[] Upstream()
    {
        var random = new Random(Rows.Count);
        double[] upstream = [.. Rows.Select(_ => (double)(float)(4 * random.NextDouble() - 2))];
        if (Reduction == nn.Reduction.None)
            upstream[^1] = Rows.Count > 1 ? 0 : upstream[^1];
        return upstream;
    }

    private void CheckValues(Verdict verdict, double[] values)
    {
        double[] factors = Factors();
        (double Value, double Tolerance)[] expected = [.. Rows.Select((row, i) => Scaled(ExactTable.Result(Loss, row), factors[i]))];
        if (Reduction == nn.Reduction.None)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                RowCase row = Rows[i];
                verdict.Check(values[i], expected[i].Value, expected[i].Tolerance, () => $"{this}, {row}");
            }
            return;
        }
        double sum = expected.Sum(row => row.Value), tolerance = expected.Sum(row => row.Tolerance);
        verdict.Check(values[0], sum, tolerance + Tolerance.SmallestNormal(IsSingle), () => ToString());

        (double, double) Scaled(ExactResult exact, double factor) =>
            factor == 0 ? (0, 0) : (factor * exact.Value, Allowed(factor, Tolerance.OfValue(exact, IsSingle)));
    }

    private void CheckGradient(Verdict verdict, double[] gradient, double[] upstream)
    {
        double[] factors = Factors();
        for (int i = 0; i < Rows.Count; i++)
        {
            ExactResult exact = ExactTable.Result(Loss, Rows[i]);
            double factor = factors[i] * upstream[Reduction == nn.Reduction.None ? i : 0];
            double[] expected = [.. exact.Gradient.Select(element => factor * element)];
            double tolerance = Allowed(factor, Tolerance.OfGradient(exact, IsSingle));
            RowCase row = Rows[i];
            verdict.Check(gradient.AsSpan(i * Classes, Classes), expected, tolerance, () => $"{this}, {row}");
        }
    }

    /// <summary>What is nothing is exactly nothing.</summary>
    private double Allowed(double factor, double tolerance) =>
        factor == 0 ? 0 : Math.Abs(factor) * tolerance + Tolerance.SmallestNormal(IsSingle);

    /// <summary>What each row's loss is multiplied by: 0 if ignored, its weight, and over the counted weights for a mean.</summary>
    private double[] Factors()
    {
        double[] weights = [.. Targets.Select(target => target == Ignored ? 0 : Weight?[target] ?? 1)];
        double denominator = Reduction == nn.Reduction.Mean ? weights.Sum() : 1;
        return denominator == 0 ? [.. weights.Select(_ => 0.0)] : [.. weights.Select(weight => weight / denominator)];
    }
}
