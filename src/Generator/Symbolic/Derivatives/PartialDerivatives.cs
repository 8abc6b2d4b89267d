using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Symbolic.Derivatives;

/// <summary>
/// The derivative of each operator, given those of its operands. The forms keep relative precision and do not overflow
/// where the value does not; at a kink they follow PyTorch: abs'(0) = 0, clamp passes at its bounds, max and min split a tie.
/// </summary>
internal static class PartialDerivatives
{
    /// <summary>Of choices within choices the outermost ones alone: <c>Max</c>, <c>Min</c> and <c>Clamp</c> have two.</summary>
    private const int DeepestChoice = 3;

    public static Expr Of(Operation node, Expr[] inner, Simplifier s)
    {
        Expr x = node.Operands[0], dx = inner[0];
        return node.Operator switch
        {
            Operator.Add => s.Add(inner),
            Operator.Multiply => s.Add(node.Operands.Select((_, i) => inner[i].Equals(Constant.Zero)
                ? Constant.Zero
                : s.Multiply(node.Operands.Select((factor, j) => j == i ? inner[j] : factor)))),
            Operator.Negate => s.Negate(dx),
            // (x/y)′ = (x′ − (x/y)·y′)/y
            Operator.Divide => s.Divide(s.Subtract(dx, s.Multiply(node, inner[1])), node.Operands[1]),
            Operator.Pow => Pow(node, inner, s),
            Operator.Select => s.Make(Operator.Select, x, inner[1], inner[2]),
            Operator.Max => Larger(node.Operands[1], x, dx, inner[1], s),
            Operator.Min => Larger(x, node.Operands[1], dx, inner[1], s),
            Operator.Clamp => Clamp(node, inner, s),
            Operator.SumOthers => OfSum(dx, s),
            Operator.Detach => Constant.Zero,
            Operator.Sign or Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Not => Constant.Zero,
            _ => Chain(OfFunction(node, x, s), dx, s, DeepestChoice),
        };
    }

    /// <summary>The sum of the derivatives: one sum for each term, so that what the terms are multiplied by can be taken out.</summary>
    private static Expr OfSum(Expr derivative, Simplifier s) =>
        derivative is Operation { Operator: Operator.Add }
            ? s.Add(derivative.Operands.Select(term => s.Make(Operator.SumOthers, term)))
            : s.Make(Operator.SumOthers, derivative);

    /// <summary>
    /// f′(x)·x′. Where x′ is a choice, so is the product: what is constant has the derivative 0 also where f′ is infinite, as that
    /// of the cube root of <c>Math.Max(x, 0)</c>.
    /// </summary>
    private static Expr Chain(Expr outer, Expr inner, Simplifier s, int choices) =>
        choices > 0 && inner is Operation { Operator: Operator.Select } choice && HasZero(choice, choices)
            ? s.Make(Operator.Select, choice.Operands[0], Chain(outer, choice.Operands[1], s, choices - 1), Chain(outer, choice.Operands[2], s, choices - 1))
            : s.Multiply(outer, inner);

    private static bool HasZero(Expr expr, int choices) =>
        expr.Equals(Constant.Zero)
        || (choices > 0 && expr is Operation { Operator: Operator.Select } choice && choice.Operands.Skip(1).Any(operand => HasZero(operand, choices - 1)));

    /// <summary>f′(x) of a function of one variable.</summary>
    private static Expr OfFunction(Operation node, Expr x, Simplifier s)
    {
        Expr one = Constant.One;
        return node.Operator switch
        {
            Operator.Exp => node,
            Operator.ExpM1 => s.Exp(x),
            Operator.Log => s.Divide(one, x),
            Operator.LogP1 => s.Divide(one, s.Add(one, x)),
            Operator.Sqrt => s.Divide(0.5, node),
            Operator.Cbrt => s.Divide(one, s.Multiply(3.0, node, node)),
            Operator.Sigmoid => s.Multiply(node, s.Make(Operator.Sigmoid, s.Negate(x))),
            Operator.Softplus => s.Make(Operator.Sigmoid, x),
            Operator.Abs => s.Make(Operator.Sign, x),
            Operator.Sin => s.Make(Operator.Cos, x),
            Operator.Cos => s.Negate(s.Make(Operator.Sin, x)),
            Operator.Tan => s.Divide(one, s.Multiply(s.Make(Operator.Cos, x), s.Make(Operator.Cos, x))),
            Operator.Asin => s.Divide(one, s.Make(Operator.Sqrt, UnitDifference(x, s))),
            Operator.Acos => s.Divide(-1.0, s.Make(Operator.Sqrt, UnitDifference(x, s))),
            Operator.Atan => s.Divide(one, s.Add(one, s.Multiply(x, x))),
            Operator.Sinh => s.Make(Operator.Cosh, x),
            Operator.Cosh => s.Make(Operator.Sinh, x),
            Operator.Tanh => s.Make(Operator.SechSquared, x),
            Operator.SechSquared => s.Multiply(-2.0, s.Make(Operator.Tanh, x), node),
            Operator.LogCosh => s.Make(Operator.Tanh, x),
            // 1/√(x² + 1) = sech(asinh x), which does not overflow with x².
            Operator.Asinh => s.Exp(s.Negate(s.Make(Operator.LogCosh, node))),
            // Two roots: their arguments' product would overflow, and cancel near 1.
            Operator.Acosh => s.Divide(one, s.Multiply(s.Make(Operator.Sqrt, s.Subtract(x, one)), s.Make(Operator.Sqrt, s.Add(x, one)))),
            Operator.Atanh => s.Divide(one, UnitDifference(x, s)),
            _ => throw new InvalidOperationException($"No derivative for {node.Operator}."),
        };
    }

    /// <summary>(1 − x)(1 + x), which does not cancel as 1 − x² does.</summary>
    private static Expr UnitDifference(Expr x, Simplifier s) => s.Multiply(s.Subtract(Constant.One, x), s.Add(Constant.One, x));

    /// <summary>(xʸ)′ = y·xʸ⁻¹·x′ + xʸ·log(x)·y′.</summary>
    private static Expr Pow(Operation node, Expr[] inner, Simplifier s)
    {
        Expr x = node.Operands[0], y = node.Operands[1];
        Expr byBase = s.Multiply(y, s.Make(Operator.Pow, x, s.Subtract(y, Constant.One)), inner[0]);
        return inner[1].Equals(Constant.Zero) ? byBase : s.Add(byBase, s.Multiply(node, s.Log(x), inner[1]));
    }

    /// <summary>First where below &lt; above, second where above &lt; below, half of each where they tie.</summary>
    private static Expr Larger(Expr below, Expr above, Expr first, Expr second, Simplifier s) =>
        s.Make(Operator.Select, s.Make(Operator.Less, below, above), first,
            s.Make(Operator.Select, s.Make(Operator.Less, above, below), second, s.Multiply(0.5, s.Add(first, second))));

    private static Expr Clamp(Operation node, Expr[] inner, Simplifier s)
    {
        (Expr value, Expr low, Expr high) = (node.Operands[0], node.Operands[1], node.Operands[2]);
        return s.Make(Operator.Select, s.Make(Operator.Less, value, low), inner[1],
            s.Make(Operator.Select, s.Make(Operator.Less, high, value), inner[2], inner[0]));
    }
}
