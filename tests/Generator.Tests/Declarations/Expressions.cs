using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>Short ways to write declarations, and the expressions that they stand for.</summary>
internal static class Expressions
{
    public static readonly Expr Prob = RowStatistic.Prob;
    public static readonly Expr LogProb = RowStatistic.LogProb;
    public static readonly Expr Classes = RowStatistic.Classes;
    public static readonly Expr Target = RowStatistic.Target;
    public static readonly Expr ClassLogit = RowStatistic.ClassLogit;
    public static readonly Expr ClassLogProb = RowStatistic.ClassLogProb;
    public static readonly Expr ClassProb = RowStatistic.ClassProb;
    public static readonly Expr ClassIndex = RowStatistic.ClassIndex;
    public static readonly Expr A = new Parameter("a");
    public static readonly Expr B = new Parameter("b");

    /// <summary>A declaration with two parameters; the body may be followed by further members.</summary>
    public static string Declare(string body) => $$"""
        using System;
        using SparseLsr.Gen;

        [SparseTargetLoss]
        partial class TheLoss
        {
            static double Loss(Row row, double a = 0.5, double b = 2) {{body}}
        }
        """;

    public static Expr Apply(Operator @operator, params Expr[] operands) => new Operation(@operator, operands);

    public static Expr SumOthers(Expr term) => Apply(Operator.SumOthers, term);

    public static Expr Less(Expr left, Expr right) => Apply(Operator.Less, left, right);

    public static Expr And(Expr left, Expr right) => Apply(Operator.And, left, right);

    public static Expr Or(Expr left, Expr right) => Apply(Operator.Or, left, right);

    public static Expr Not(Expr operand) => Apply(Operator.Not, operand);

    public static Expr Select(Expr condition, Expr then, Expr @else) => Apply(Operator.Select, condition, then, @else);
}
