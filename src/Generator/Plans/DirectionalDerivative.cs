using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>
/// The derivative of a loss in a direction of its logits and row inputs, as a loss itself: M = Σ_j g_j·v_j + Σ_x ∂L/∂x·w_x, with the
/// direction as a class input v and row inputs w. Its gradient by the logits is the product of the second derivatives with v.
/// </summary>
internal static class DirectionalDerivative
{
    /// <summary>The declaration of M.</summary>
    /// <param name="model">The declaration of the loss.</param>
    /// <param name="derivation">Its derivatives.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Null where the logits are transformed, or M has more inputs than a kernel.</returns>
    public static LossModel? Of(LossModel model, Derivation derivation, CancellationToken cancellation)
    {
        string[] inputs = [.. model.RowInputs.Select(input => input.Name)];
        if (model.Transform is not null || 2 * inputs.Length > LossModel.MostInputs || model.ClassInputs.Count() == LossModel.MostInputs)
            return null;
        string direction = Free("direction", model.Parameters);
        string[] directions = [.. inputs.Select(input => Free("directionOf_" + input, model.Parameters))];
        var simplifier = new Simplifier(cancellation);
        Expr byInputs = simplifier.Add(
            derivation.ByInputs.Zip(directions, (by, name) => simplifier.Multiply(by, new RowInput(name))).Append(Constant.Zero));
        return model with
        {
            Parameters = new(model.Parameters
                .Concat(directions.Select(name => new LossParameter(name, ParameterKind.RowInput, null, string.Empty)))
                .Append(new LossParameter(direction, ParameterKind.ClassInput, null, string.Empty))),
            Loss = simplifier.Add(ByLogits(derivation, direction, simplifier), byInputs),
            Metrics = EquatableArray<LossMetric>.Empty,
            IsDirectional = true,
        };
    }

    /// <summary>Σ_j g_j·v_j, of g_t = T + Z/C and g_j = q_j·(U − E·(log q_j + H′)) + Z/C + G.</summary>
    private static Expr ByLogits(Derivation derivation, string direction, Simplifier simplifier)
    {
        Expr ofTarget = new ClassElement(direction, IsOfTarget: true, IsInput: true);
        Expr ofClass = new ClassElement(direction, IsOfTarget: false, IsInput: true);
        (Expr share, Expr byEntropy) = InputOfTransform.Weighted(ofClass, simplifier);
        // A loss of the log-odds alone: the difference first.
        bool isOpposite = derivation.ByOthers.Equals(simplifier.Negate(derivation.ByTarget));
        Expr bySoftmax = isOpposite
            ? simplifier.Multiply(derivation.ByTarget, simplifier.Subtract(ofTarget, Sum(share)))
            : simplifier.Add(simplifier.Multiply(derivation.ByTarget, ofTarget), Product(derivation.ByOthers, share));
        Expr byMean = derivation.ByMean.Equals(Constant.Zero)
            ? Constant.Zero
            : simplifier.Multiply(
                simplifier.Divide(derivation.ByMean, RowStatistic.Classes), simplifier.Add(ofTarget, Sum(ofClass)));
        return simplifier.Add(bySoftmax, simplifier.Negate(Product(derivation.ByEntropy, byEntropy)), byMean,
            InputOfTransform.OfTerms(derivation.ByClass, ofClass, simplifier));

        Expr Sum(Expr term) => simplifier.Make(Operator.SumOthers, term);

        Expr Product(Expr factor, Expr term) =>
            factor.Equals(Constant.Zero) ? Constant.Zero : simplifier.Multiply(factor, Sum(term));
    }

    private static string Free(string name, IEnumerable<LossParameter> taken) =>
        taken.Any(parameter => parameter.Name == name) ? Free("_" + name, taken) : name;
}
