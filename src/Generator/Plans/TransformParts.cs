using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Derivatives;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>The transform of the logits and its derivatives, for the target and for the other classes.</summary>
internal sealed class TransformParts
{
    private readonly Simplifier _simplifier;

    public TransformParts(Expr declared, Simplifier simplifier)
    {
        _simplifier = simplifier;
        Declared = simplifier.Simplify(declared);
        OfOther = OfClass(simplifier.Simplify(ClassFunctions.OfOther(declared)));
        OfAny = OfClass(Declared);
        Expr target = simplifier.Simplify(ClassFunctions.OfTarget(declared));
        OfTarget = Lowered(target);
        TargetSlope = Lowered(Differentiator.Differentiate(target, BaseQuantity.TargetLogit, simplifier));
    }

    /// <summary>The transform of any class, simplified.</summary>
    public Expr Declared { get; }

    /// <summary>Of one of the other classes: the transformed logit, and its derivative by the logit.</summary>
    public (ScalarTable Scalars, Expr[] Values) OfOther { get; }

    /// <summary>The same of any class.</summary>
    public (ScalarTable Scalars, Expr[] Values) OfAny { get; }

    /// <summary>The transformed logit of the target.</summary>
    public Expr OfTarget { get; }

    /// <summary>Its derivative by the logit.</summary>
    public Expr TargetSlope { get; }

    /// <summary>What a kernel computes of the row, also in its composed form.</summary>
    public IEnumerable<Expr> RowValues => [OfTarget, TargetSlope, .. OfOther.Scalars.Values, .. OfAny.Scalars.Values];

    private (ScalarTable Scalars, Expr[] Values) OfClass(Expr transform)
    {
        var scalars = new ScalarTable(_simplifier, expr => expr);
        Expr[] values = [transform, Differentiator.ByClassLogit(transform, _simplifier)];
        return (scalars, [.. values.Select(value => scalars.Resolve(Lowered(value)))]);
    }

    private Expr Lowered(Expr expr) => Lowering.Lower(CommonFactors.Extract(expr, _simplifier), _simplifier);
}
