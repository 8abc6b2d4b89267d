namespace SparseLsr.Gen;

/// <summary>
/// The squared hinge of one class against the rest: L = (1/C)·Σ_j max(0, 1 − y_j·z_j)² with y_t = 1 and y_j = −1 for the other classes
/// (Tang, "Deep Learning using Linear Support Vector Machines", 2013).
/// </summary>
[SparseTargetLoss]
public sealed partial class SquaredHingeLoss
{
    private static double Loss(Row row) =>
        row.Sum(c => Square(Math.Max(0, c.IsTarget ? 1 - c.Logit : 1 + c.Logit))) / row.Classes;

    private static double Square(double x) => x * x;
}
