using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

/// <summary>Expressions in tests, written as formulas.</summary>
internal static class Build
{
    public static readonly Expr Prob = RowStatistic.Prob;
    public static readonly Expr Complement = RowStatistic.Complement;
    public static readonly Expr LogProb = RowStatistic.LogProb;
    public static readonly Expr LogComplement = RowStatistic.LogComplement;
    public static readonly Expr LogOdds = RowStatistic.LogOdds;
    public static readonly Expr TargetLogit = RowStatistic.TargetLogit;
    public static readonly Expr LogSumExp = RowStatistic.LogSumExp;
    public static readonly Expr MeanLogit = RowStatistic.MeanLogit;
    public static readonly Expr MeanLogProb = RowStatistic.MeanLogProb;
    public static readonly Expr Entropy = RowStatistic.Entropy;
    public static readonly Expr Classes = RowStatistic.Classes;
    public static readonly Expr Target = RowStatistic.Target;
    public static readonly Expr ClassLogit = RowStatistic.ClassLogit;
    public static readonly Expr ClassLogProb = RowStatistic.ClassLogProb;
    public static readonly Expr ClassProb = RowStatistic.ClassProb;
    public static readonly Expr ClassIndex = RowStatistic.ClassIndex;
    public static readonly Expr A = new Parameter("a");
    public static readonly Expr B = new Parameter("b");

    public static Expr Number(double value) => value;

    public static Expr Of(Operator @operator, params Expr[] operands) => new Operation(@operator, operands);

    public static Expr SumOthers(Expr term) => Of(Operator.SumOthers, term);

    public static Expr Exp(Expr x) => Of(Operator.Exp, x);

    public static Expr Log(Expr x) => Of(Operator.Log, x);

    public static Expr Detach(Expr x) => Of(Operator.Detach, x);

    public static Expr Pow(Expr x, Expr y) => Of(Operator.Pow, x, y);
}
