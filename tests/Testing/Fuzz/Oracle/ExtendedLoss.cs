using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>What a loss is on a row.</summary>
/// <param name="Gradient">The derivatives by the logits.</param>
/// <param name="ByInputs">The derivatives by the numbers that come with the row, in order of declaration.</param>
/// <param name="Margins">See <see cref="ExtendedFormula.Evaluate"/>.</param>
internal readonly record struct ExtendedResult(Extended Value, Extended[] Gradient, Extended[] ByInputs, double[] Margins);

/// <summary>A loss as it was declared, the transform of its logits with it, and its derivatives by logits and inputs.</summary>
internal sealed class ExtendedLoss
{
    private const int BaseQuantities = 4;

    private readonly ExtendedFormula _loss;
    private readonly ExtendedFormula? _transform;
    private readonly string[] _inputs;
    private readonly IReadOnlyDictionary<string, double> _parameters;

    /// <param name="model">The declaration.</param>
    /// <param name="parameters">The values of the loss's own numbers.</param>
    public ExtendedLoss(LossModel model, IReadOnlyDictionary<string, double> parameters)
    {
        _loss = new ExtendedFormula(model.Loss);
        _transform = model.Transform is null ? null : new ExtendedFormula(model.Transform);
        _inputs = [.. model.RowInputs.Select(input => input.Name)];
        _parameters = parameters;
    }

    /// <inheritdoc cref="ExtendedFormula.HasNaiveFunctions"/>
    public bool HasNaiveFunctions => _loss.HasNaiveFunctions || _transform?.HasNaiveFunctions == true;

    /// <inheritdoc cref="ExtendedFormula.HasDetach"/>
    public bool HasDetach => _loss.HasDetach || _transform?.HasDetach == true;

    /// <summary>The loss of a row and its derivatives; null where an intermediate result is out of range or lies on an edge.</summary>
    public ExtendedResult? Evaluate(FuzzRow row, Noise noise)
    {
        Dual[] logits = [.. row.Logits.Select(logit => new Dual(logit, null))];
        var margins = new List<double>();
        for (int j = 0; j < logits.Length && _transform is not null; j++)
        {
            if (double.IsNegativeInfinity(row.Logits[j]))
                continue;
            if (_transform.Evaluate((leaf, k) => OfTransform(leaf, row, k), row, [j], noise) is not { } transformed)
                return null;
            logits[j] = transformed.Value;
            margins.AddRange(transformed.Margins);
        }
        var statistics = new ExtendedRow([.. logits.Select(logit => logit.Value)], row.Target, noise);
        int[] others = [.. Enumerable.Range(0, row.Logits.Length).Where(j => j != row.Target)];
        if (_loss.Evaluate((leaf, j) => OfLoss(leaf, row, statistics, j), row, others, noise) is not { } loss)
            return null;
        Extended[] derivatives = loss.Value.Derivatives ?? new Extended[BaseQuantities + _inputs.Length];
        Extended[] gradient = statistics.Gradient(derivatives[..^_inputs.Length]), byInputs = derivatives[^_inputs.Length..];
        if (_transform is not null)
            (gradient, byInputs) = BeforeTransform(gradient, byInputs, logits, noise);
        bool isFinite = gradient.Concat(byInputs).All(element => element.IsFinite);
        return isFinite ? new ExtendedResult(loss.Value.Value, gradient, byInputs, [.. margins, .. loss.Margins]) : null;
    }

    /// <summary>The derivatives by the logits that are given, and by inputs through the transformed logits as well.</summary>
    private (Extended[] Gradient, Extended[] ByInputs) BeforeTransform(
        Extended[] gradient, Extended[] byInputs, Dual[] logits, Noise noise)
    {
        Extended[] before = [.. gradient.Zip(logits, (slope, logit) => Product(slope, logit, 0))];
        Extended[] through = [.. byInputs.Select((direct, i) =>
            gradient.Zip(logits, (slope, logit) => Product(slope, logit, 1 + i)).Aggregate(direct, (sum, term) => noise.On(sum + term)))];
        return (before, through);

        // A constant logit, as a masked one is, has none.
        Extended Product(Extended slope, Dual logit, int by) =>
            logit.Derivatives is { } inner ? noise.On(slope * inner[by]) : Extended.Zero;
    }

    /// <summary>A leaf of the transform of a class; its derivatives are those by the logit and by each input.</summary>
    private Dual OfTransform(Expr leaf, FuzzRow row, int j)
    {
        var derivatives = new Extended[1 + _inputs.Length];
        switch (leaf)
        {
            case Statistic { Kind: RowStatistic.ClassLogit }:
                derivatives[0] = Extended.One;
                return new Dual(row.Logits[j], derivatives);
            // Null: which class is the target is known in any arithmetic.
            case Statistic { Kind: RowStatistic.ClassIndex }:
                return new Dual(j, null);
            case Statistic { Kind: RowStatistic.Target }:
                return new Dual(row.Target, null);
            default:
                return OfGiven(leaf, row, j, derivatives, 1);
        }
    }

    /// <summary>
    /// A leaf of the loss; its derivatives are those by the base quantities, where the loss has sums by each transformed logit, and by each
    /// input.
    /// </summary>
    private Dual OfLoss(Expr leaf, FuzzRow row, ExtendedRow statistics, int j)
    {
        int first = BaseQuantities + (_loss.HasSums ? row.Logits.Length : 0);
        var derivatives = new Extended[first + _inputs.Length];
        switch (leaf)
        {
            case Statistic { Kind: RowStatistic.Classes }:
                return new Dual(row.Logits.Length, null);
            // Not null: rows change it, though no logit does.
            case Statistic { Kind: RowStatistic.Target }:
                return new Dual(row.Target, derivatives);
            case Statistic statistic:
                Dual value = statistic.IsOfClass ? statistics.Of(statistic.Kind, j) : new Dual(statistics.Of(statistic.Kind));
                if (value.Derivatives is null)
                    return value;
                value.Derivatives.CopyTo(derivatives, 0);
                return value with { Derivatives = derivatives };
            default:
                return OfGiven(leaf, row, j, derivatives, first);
        }
    }

    /// <summary>What is no statistic.</summary>
    private Dual OfGiven(Expr leaf, FuzzRow row, int j, Extended[] derivatives, int first)
    {
        switch (leaf)
        {
            case Constant constant:
                return new Dual(constant.Value, null);
            case Parameter parameter:
                return new Dual(_parameters[parameter.Name], null);
            case ClassElement element:
                return new Dual(row.Element(element.Vector, element.IsOfTarget ? row.Target : j), derivatives);
            case RowInput input:
                derivatives[first + Array.IndexOf(_inputs, input.Name)] = Extended.One;
                return new Dual(row.Number(input.Name), derivatives);
            default:
                throw new NotSupportedException($"No value for {leaf}.");
        }
    }
}
