namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>Whether expressions differ from class to class. A sum over classes does not: within it each class has had its turn.</summary>
internal sealed class ClassDependence
{
    private readonly NodeAnalysis<bool> _analysis = new(OfNode);

    /// <summary>Whether an expression differs from class to class.</summary>
    public bool Of(Expr expr) => _analysis.Of(expr);

    private static bool OfNode(Expr node, Func<Expr, bool> of) => node switch
    {
        Statistic statistic => statistic.IsOfClass,
        ClassElement element => !element.IsOfTarget,
        UntransformedLogit logit => !logit.IsOfTarget,
        Operation { Operator: Operator.SumOthers } => false,
        _ => node.Operands.Any(of),
    };
}
