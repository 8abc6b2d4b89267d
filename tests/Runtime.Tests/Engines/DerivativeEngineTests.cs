using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Engines;

/// <summary>The module's gradient against judges that owe exact arithmetic nothing: finite differences, libtorch's autograd.</summary>
public sealed class DerivativeEngineTests
{
    public static TheoryData<string> Losses => [.. LossTable.All.Select(loss => loss.Name)];

    public static TheoryData<string, int> SmallCases =>
        [.. from data in RowEngineTests.CasesWithOthers where data.Data.Item2 <= 129 select data.Data];

    [Theory]
    [MemberData(nameof(Losses))]
    public void FiniteDifferences(string name)
    {
        const int Rows = 6, Classes = 5;
        const double Step = 1e-5;
        using var scope = NewDisposeScope();
        LossCase loss = LossTable.Named(name);
        var generator = new torch.Generator(1);
        Tensor logits = randn([Rows, Classes], ScalarType.Float64, generator: generator);
        Tensor targets = tensor((long[])[0, 4, 2, -100, 1, 3]);
        Tensor upstream = randn([Rows], ScalarType.Float64, generator: generator);
        Tensor weight = rand([Classes], ScalarType.Float64, generator: generator) + 0.1;
        using SparseTargetLoss module = TestedLosses.Named(loss.Loss).Create(loss.Arguments, weight, null, nn.Reduction.None);

        double[] got = Gradient(module.forward, logits, targets, upstream);
        var verdict = new Verdict();
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Classes; j++)
            {
                string what = $"{loss}, row {i}, class {j}, finite differences";
                verdict.Check(got[i * Classes + j], (Loss(i, j, Step) - Loss(i, j, -Step)) / (2 * Step), 1e-8, () => what);
            }
        }
        verdict.AssertRight();

        double Loss(int i, int j, double by)
        {
            using var inner = NewDisposeScope();
            Tensor moved = logits.clone();
            moved[i, j] += by;
            return (module.forward(moved, targets) * upstream).sum().item<double>();
        }
    }

    [Theory]
    [MemberData(nameof(SmallCases))]
    public void Autograd(string name, int classes)
    {
        using var scope = NewDisposeScope();
        LossCase loss = LossTable.Named(name);
        IReadOnlyList<RowCase> rows = RowTable.Rows(classes, isSingle: false);
        Tensor logits = tensor([.. rows.SelectMany(row => row.Logits)], rows.Count, classes);
        Tensor targets = tensor([.. rows.Select(row => (long)row.Target)]);
        Tensor upstream = randn([rows.Count], ScalarType.Float64, generator: new torch.Generator(2));
        using SparseTargetLoss module = TestedLosses.Named(loss.Loss).Create(loss.Arguments, null, null, nn.Reduction.None);

        double[] got = Gradient(module.forward, logits, targets, upstream);
        double[] expected = Gradient(module.ComposedForward, logits, targets, upstream);
        var verdict = new Verdict();
        for (int i = 0; i < rows.Count; i++)
        {
            RowCase row = rows[i];
            Span<double> ofRow = expected.AsSpan(i * classes, classes);
            double largest = ofRow.ToArray().Max(Math.Abs);
            // Torch's own derivative of expm1 is a difference of ones: what is smaller than their rounding is lost in it.
            verdict.Check(got.AsSpan(i * classes, classes), ofRow, 1e-8 * largest + 1e-15, () => $"{loss}, {row}, autograd");
        }
        verdict.AssertRight();
    }

    private static double[] Gradient(Func<Tensor, Tensor, Tensor> forward, Tensor logits, Tensor targets, Tensor upstream)
    {
        Tensor leaf = logits.detach().clone().requires_grad_();
        (forward(leaf, targets) * upstream).sum().backward();
        return leaf.grad!.data<double>().ToArray();
    }
}
