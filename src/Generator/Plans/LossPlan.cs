using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>What is emitted for a loss: its derivation, and the same expressions made ready to be written as statements.</summary>
/// <param name="Model">The declaration.</param>
/// <param name="Derivation">The loss and its derivatives.</param>
/// <param name="Invariants">What no row changes, computed once a call: names and values, in order.</param>
/// <param name="LossLocals">What is computed before the loss, in order.</param>
/// <param name="GradientLocals">What is computed after the loss and before the gradient, in order.</param>
/// <param name="Loss">The loss, of leaves and the names above.</param>
/// <param name="Others">Λ − D, likewise.</param>
/// <param name="Target">D + Z/C, likewise.</param>
/// <param name="Mean">Z/C, likewise; null where it is zero.</param>
/// <param name="Entropy">E, likewise; null where it is zero.</param>
internal sealed record LossPlan(
    LossModel Model,
    Derivation Derivation,
    EquatableArray<NamedExpr> Invariants,
    EquatableArray<NamedExpr> LossLocals,
    EquatableArray<NamedExpr> GradientLocals,
    Expr Loss,
    Expr Others,
    Expr Target,
    Expr? Mean,
    Expr? Entropy)
{
    public static LossPlan Create(LossModel model)
    {
        Derivation derivation = Derivation.Of(model.Loss);
        return LossPlanner.Plan(model, derivation);
    }
}
