using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>What is emitted for the transform of the logits.</summary>
/// <param name="Declared">The transform as a function of a class, simplified.</param>
/// <param name="OfOther">Of one of the other classes: the transformed logit, and its derivative by the logit.</param>
/// <param name="OfTarget">The transformed logit of the target.</param>
/// <param name="TargetSlope">Its derivative by the logit.</param>
/// <param name="OfAny">As <paramref name="OfOther"/>, of any class, for the form composed of torch operations.</param>
internal sealed record TransformPlan(Expr Declared, ClassFunction OfOther, Expr OfTarget, Expr TargetSlope, ClassFunction OfAny)
{
    /// <summary>Whether the derivative is the same for all other classes of a row.</summary>
    public bool HasConstantSlope =>
        !OfOther.Values[1].PostOrder().Any(node => node is Statistic { IsOfClass: true } or ClassElement { IsOfTarget: false });
}
