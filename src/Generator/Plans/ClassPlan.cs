using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>What is emitted for the functions of a class that a loss has.</summary>
/// <param name="Sweeps">The sweeps over the other classes, in order.</param>
/// <param name="LossSweeps">How many of them the loss itself needs.</param>
/// <param name="GradientSweeps">How many the gradient by the logits needs; those after are for the gradients by inputs alone.</param>
/// <param name="Gradient">G, what is added to the gradient of a class; null where nothing is.</param>
internal sealed record ClassPlan(EquatableArray<SweepPlan> Sweeps, int LossSweeps, int GradientSweeps, ClassFunction? Gradient)
{
    /// <summary>
    /// Whether there are guards of products, and none within a comparison or a power: then a product of 0 and ∞ without its guard makes
    /// the value of its function NaN, or is not used in it.
    /// </summary>
    public bool HasDeferrableGuards
    {
        get
        {
            Expr[] values = [.. Functions.SelectMany(function => function.Values)];
            return Expr.PostOrder(values).Any(IsGuard)
                && !Expr.PostOrder(values).Any(node => HidesNaN(node) && node.PostOrder().Any(IsGuard));
        }
    }

    /// <summary>All functions of a class.</summary>
    public IEnumerable<ClassFunction> Functions =>
        Gradient is null ? Sweeps.Select(sweep => sweep.Terms) : Sweeps.Select(sweep => sweep.Terms).Append(Gradient);

    private static bool IsGuard(Expr node) => node is Operation { Operator: Operator.MultiplyNoNan };

    private static bool HidesNaN(Expr node) =>
        node is Operation { Operator: Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.Pow };
}

/// <summary>A sweep over the other classes.</summary>
/// <param name="Sums">What it sums up, each as a sum over classes.</param>
/// <param name="Terms">The terms of these sums.</param>
internal sealed record SweepPlan(EquatableArray<Expr> Sums, ClassFunction Terms);

/// <summary>A function of a class with one value or more.</summary>
/// <param name="Values">Its values, of statistics of the class, numbers and <see cref="RowScalar"/>.</param>
/// <param name="Locals">What is computed before them, in order.</param>
/// <param name="Scalars">The numbers of the row that it reads.</param>
/// <param name="ScalarLocals">What is computed before these, in order.</param>
internal sealed record ClassFunction(
    EquatableArray<Expr> Values, EquatableArray<NamedExpr> Locals, EquatableArray<Expr> Scalars, EquatableArray<NamedExpr> ScalarLocals);
