using System.Numerics;
using SparseLsr.Gen.Testing.Exact;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Engines;

/// <summary>Rows that are masked, infinite or not numbers: by spans, and by the module next to a row that must not notice.</summary>
public sealed class EdgeTests
{
    public static TheoryData<string> Rows => [.. EdgeRow.All.Select(row => row.Name)];

    public static TheoryData<string, string> LossesAndRows =>
    [
        .. from loss in LossTable.All
           from row in EdgeRow.All
           where IsDefined(loss, row)
           select (loss.Name, row.Name),
    ];

    public static TheoryData<string> LossesOfTwoClasses =>
        [.. from loss in LossTable.Defaults where loss.RequiresTwoClasses select loss.Name];

    /// <summary>The exact results are taken at their word elsewhere, so they are checked by heart here.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void TheExactResultIsTheOneKnownByHeart(string rowName)
    {
        EdgeRow row = EdgeRow.Named(rowName);
        ExactResult exact = row.Expected(LossTable.Named("CrossEntropyLoss()"), isSingle: false);
        Assert.Equal(row.CrossEntropy, exact.Value);
        Assert.Equal(row.Gradient, exact.Gradient);
    }

    [Theory]
    [MemberData(nameof(LossesAndRows))]
    public void Spans(string name, string rowName)
    {
        var verdict = new Verdict();
        CheckSpans<double>(LossTable.Named(name), EdgeRow.Named(rowName), verdict);
        CheckSpans<float>(LossTable.Named(name), EdgeRow.Named(rowName), verdict);
        verdict.AssertRight();
    }

    [Theory]
    [MemberData(nameof(LossesAndRows))]
    public void ModuleNextToAnOrdinaryRow(string name, string rowName)
    {
        LossCase loss = LossTable.Named(name);
        EdgeRow edge = EdgeRow.Named(rowName);
        var verdict = new Verdict();
        foreach (bool isSingle in (bool[])[false, true])
        {
            RowCase neighbour = RowTable.Rows(3, isSingle)[0];
            if (edge.Logits.Length != neighbour.Logits.Length)
                neighbour = new RowCase(isSingle, RowKind.Ordinary, 0, [.. edge.Logits.Select((_, j) => j * 0.25)], edge.Target);
            (double[] values, double[] gradient) = Run(loss, [edge.Row(isSingle), neighbour], isSingle);
            ExactResult[] expected = [edge.Expected(loss, isSingle), ExactTable.Evaluate(loss, neighbour)];
            foreach ((int i, ExactResult exact) in expected.Index())
            {
                Range ofRow = (i * edge.Logits.Length)..((i + 1) * edge.Logits.Length);
                string what = $"{loss}, {edge.Name}, {(isSingle ? "float32" : "float64")}, module, row {i}";
                verdict.Check(values[i], exact.Value, Tolerance.OfValue(exact, isSingle), () => what);
                verdict.Check(gradient.AsSpan(ofRow), exact.Gradient, Tolerance.OfGradient(exact, isSingle), () => what);
            }
        }
        verdict.AssertRight();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void AnIgnoredRowIsNeverRead(string rowName)
    {
        EdgeRow edge = EdgeRow.Named(rowName);
        foreach (LossCase loss in LossTable.Defaults.Where(loss => IsDefined(loss, edge)))
        {
            (double[] values, double[] gradient) = Run(loss, [edge.Row(isSingle: false)], isSingle: false, ignoreIndex: edge.Target);
            Assert.Equal([0], values);
            Assert.All(gradient, element => Assert.Equal(0, element));
        }
    }

    [Theory]
    [MemberData(nameof(LossesOfTwoClasses))]
    public void ALossOfTheOtherClassesRefusesASingleClass(string name)
    {
        LossCase loss = LossTable.Named(name);
        TestedLoss generated = TestedLosses.Named(loss.Loss);
        Assert.ThrowsAny<ArgumentException>(() => generated.Double([1.0], 0, loss.Arguments));
        Assert.ThrowsAny<ArgumentException>(() => generated.DoubleGradient([1.0], 0, new double[1], loss.Arguments));
        Assert.ThrowsAny<ArgumentException>(() => Run(loss, [EdgeRow.Named("one class").Row(isSingle: false)], isSingle: false));
    }

    private static bool IsDefined(LossCase loss, EdgeRow row) => row.Logits.Length > 1 || !loss.RequiresTwoClasses;

    private static void CheckSpans<T>(LossCase loss, EdgeRow edge, Verdict verdict)
        where T : struct, IFloatingPointIeee754<T>
    {
        bool isSingle = typeof(T) == typeof(float);
        ExactResult exact = edge.Expected(loss, isSingle);
        TestedLoss generated = TestedLosses.Named(loss.Loss);
        T[] logits = [.. edge.Logits.Select(T.CreateTruncating)];
        var gradient = new T[logits.Length];
        string Describe() => $"{loss}, {edge.Name}, {(isSingle ? "float32" : "float64")}, span";
        double tolerance = Tolerance.OfValue(exact, isSingle);
        verdict.Check(generated.Evaluate<T>(logits, edge.Target, loss.Arguments), exact.Value, tolerance, Describe);
        double value = generated.EvaluateWithGradient<T>(logits, edge.Target, gradient, loss.Arguments);
        verdict.Check(value, exact.Value, tolerance, Describe);
        double[] got = [.. gradient.Select(double.CreateTruncating)];
        verdict.Check(got, exact.Gradient, Tolerance.OfGradient(exact, isSingle), Describe);
    }

    private static (double[] Values, double[] Gradient) Run(LossCase loss, RowCase[] rows, bool isSingle, long? ignoreIndex = null)
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor([.. rows.SelectMany(row => row.Logits)], rows.Length, rows[0].Logits.Length)
            .to_type(isSingle ? ScalarType.Float32 : ScalarType.Float64).requires_grad_();
        Tensor targets = tensor([.. rows.Select(row => (long)row.Target)]);
        using SparseTargetLoss module = TestedLosses.Named(loss.Loss).Create(loss.Arguments, null, ignoreIndex, nn.Reduction.None);
        Tensor losses = module.forward(logits, targets);
        losses.sum().backward();
        return (Doubles(losses), Doubles(logits.grad!));
    }

    private static double[] Doubles(Tensor values) => values.to_type(ScalarType.Float64).data<double>().ToArray();
}
