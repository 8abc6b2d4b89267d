namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>Whether expressions differ from row to row, or follow from the parameters and the class count alone.</summary>
internal sealed class RowDependence
{
    private readonly NodeAnalysis<bool> _analysis = new(OfNode);

    /// <summary>Whether an expression differs from row to row.</summary>
    public bool Of(Expr expr) => _analysis.Of(expr);

    private static bool OfNode(Expr node, Func<Expr, bool> of) =>
        node is Statistic { Kind: not RowStatistic.Classes } or SumValue or RowScalar or ClassElement or RowInput or UntransformedLogit
        || node.Operands.Any(of);
}
