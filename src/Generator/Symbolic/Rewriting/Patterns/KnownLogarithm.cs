namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

/// <summary>Expressions whose logarithm is known without computing one.</summary>
internal static class KnownLogarithm
{
    /// <summary>log x where it is a statistic or follows from an operand; null otherwise.</summary>
    public static Expr? Of(Expr x, Simplifier simplifier) => x switch
    {
        Statistic { Kind: RowStatistic.Prob } => RowStatistic.LogProb,
        Statistic { Kind: RowStatistic.Complement } => RowStatistic.LogComplement,
        Statistic { Kind: RowStatistic.ClassProb } => RowStatistic.ClassLogProb,
        Operation { Operator: Operator.Exp } exponential => exponential.Operands[0],
        Operation { Operator: Operator.Sigmoid } sigmoid =>
            simplifier.Negate(simplifier.Make(Operator.Softplus, simplifier.Negate(sigmoid.Operands[0]))),
        Operation { Operator: Operator.Cosh } cosine => simplifier.Make(Operator.LogCosh, cosine.Operands[0]),
        _ => null,
    };
}
