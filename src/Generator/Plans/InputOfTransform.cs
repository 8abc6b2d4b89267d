using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Derivatives;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>
/// What a number that comes with the row does to the loss through the transform of the logits: Σ_j g̃_j·∂T_j/∂x, where g̃ is the
/// gradient by the transformed logits, g̃_t = T + Z/C and g̃_j = q_j·(U − E·(log q_j + H′)) + Z/C + G for the other classes.
/// </summary>
internal static class InputOfTransform
{
    /// <summary>The derivative.</summary>
    /// <param name="loss">The loss as a function of transformed logits, simplified.</param>
    /// <param name="transform">The transform of any class.</param>
    /// <param name="input">The name of the number.</param>
    /// <param name="simplifier">Simplifies the result.</param>
    public static Expr Derivative(Expr loss, Expr transform, string input, Simplifier simplifier)
    {
        Expr ofTarget = Slope(ClassFunctions.OfTarget(transform), RowStatistic.TargetLogit);
        Expr ofOther = Slope(ClassFunctions.OfOther(transform), RowStatistic.ClassLogit);
        Expr byMean = simplifier.Divide(By(BaseQuantity.MeanLogit), RowStatistic.Classes);
        Expr target = simplifier.Multiply(ofTarget, simplifier.Add(By(BaseQuantity.TargetLogit), byMean));
        return simplifier.DependsOnClass(ofOther)
            ? simplifier.Add(target, OfOthers())
            : simplifier.Add(target, simplifier.Multiply(ofOther, OfShift()));

        Expr By(BaseQuantity quantity) => Differentiator.Differentiate(loss, quantity, simplifier);

        // ∂T/∂x of the logits before the transform; a masked logit stays what it is.
        Expr Slope(Expr own, RowStatistic logit)
        {
            var before = new UntransformedLogit(IsOfTarget: logit == RowStatistic.TargetLogit);
            Expr slope = Differentiator.ByInput(simplifier.Simplify(own), input, simplifier);
            return slope.Equals(Constant.Zero) ? slope : simplifier.Make(
                Operator.Select, simplifier.Make(Operator.LessOrEqual, logit, new Constant(double.NegativeInfinity)), Constant.Zero,
                simplifier.Simplify(slope.Replace(node => node.Equals((Expr)logit) ? before : null)));
        }

        Expr OfOthers()
        {
            (Expr weighted, Expr ofEntropy) = Weighted(ofOther, simplifier);
            return simplifier.Add(
                simplifier.Multiply(By(BaseQuantity.OthersLogSumExp), Sum(weighted)),
                simplifier.Negate(simplifier.Multiply(By(BaseQuantity.OthersEntropy), Sum(ofEntropy))),
                simplifier.Multiply(byMean, Sum(ofOther)),
                OfTerms(Derivation.OfClass(loss, simplifier), ofOther, simplifier));
        }

        // The same where the slope is that of all other classes: the shares q_j sum up to 1, and those of the entropy to 0.
        Expr OfShift() => simplifier.Add(
            By(BaseQuantity.OthersLogSumExp),
            simplifier.Multiply(byMean, simplifier.Subtract(RowStatistic.Classes, Constant.One)),
            OfTerms(Derivation.OfClass(loss, simplifier), Constant.One, simplifier));

        Expr Sum(Expr term) => simplifier.Make(Operator.SumOthers, term);
    }

    /// <summary>A function f of a class times q_j, and times q_j·(log q_j + H′).</summary>
    public static (Expr ByShare, Expr ByEntropy) Weighted(Expr function, Simplifier simplifier)
    {
        Expr offset = simplifier.Subtract(RowStatistic.ClassLogit, RowStatistic.OthersMaximum);
        Expr logShare = simplifier.Subtract(offset, RowStatistic.LogSum);
        Expr weighted = simplifier.Multiply(simplifier.Exp(logShare), function);
        return (weighted, simplifier.Multiply(weighted, simplifier.Add(logShare, RowStatistic.OthersEntropy)));
    }

    /// <summary>Σ_j G_j·f_j: one sum for each term of G, so that what the terms are multiplied by can be taken out.</summary>
    public static Expr OfTerms(Expr byClass, Expr function, Simplifier simplifier)
    {
        IEnumerable<Expr> terms = byClass is Operation { Operator: Operator.Add } sum ? sum.Operands : [byClass];
        return simplifier.Add(terms
            .Select(term => simplifier.Make(Operator.SumOthers, simplifier.Multiply(term, function))).Append(Constant.Zero));
    }
}
