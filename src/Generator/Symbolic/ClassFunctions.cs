namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>Functions of any class, split into those of the target and of the others.</summary>
internal static class ClassFunctions
{
    /// <summary>Whether the class at hand is the target.</summary>
    public static readonly Expr IsTarget = new Operation(Operator.Equal, RowStatistic.ClassIndex, RowStatistic.Target);

    /// <summary>A function of a class for one of the other classes.</summary>
    public static Expr OfOther(Expr term) => term.Replace(node => node switch
    {
        Operation { Operator: Operator.SumOthers } => node,
        _ when AsksForTarget(node) => Constant.Zero,
        _ => null,
    });

    /// <summary>A function of a class for the target, which makes it an expression of the row.</summary>
    public static Expr OfTarget(Expr term) => term.Replace(node => node switch
    {
        Operation { Operator: Operator.SumOthers } => node,
        _ when AsksForTarget(node) => Constant.One,
        Statistic { Kind: RowStatistic.ClassLogit } => RowStatistic.TargetLogit,
        Statistic { Kind: RowStatistic.ClassLogProb } => RowStatistic.LogProb,
        Statistic { Kind: RowStatistic.ClassProb } => RowStatistic.Prob,
        Statistic { Kind: RowStatistic.ClassIndex } => RowStatistic.Target,
        ClassElement element => element with { IsOfTarget = true },
        _ => null,
    });

    /// <summary>Whether a condition is <see cref="IsTarget"/>, in either order.</summary>
    private static bool AsksForTarget(Expr node) =>
        node.Equals(IsTarget) || node is Operation { Operator: Operator.Equal } && node.Operands[0].Equals(IsTarget.Operands[1])
            && node.Operands[1].Equals(IsTarget.Operands[0]);
}
