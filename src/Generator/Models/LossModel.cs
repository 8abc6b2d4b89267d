using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>The content of one declaration, without symbols or syntax, and equal by value.</summary>
/// <param name="HintName">The generated file's name, without its extension.</param>
/// <param name="Namespace">The namespace as it is written in code, empty for the global one.</param>
/// <param name="ContainingTypes">The types around the loss, outermost first.</param>
/// <param name="ClassName">The class's name. Names in the model have no <c>@</c>, also where they are keywords.</param>
/// <param name="Summary">The declaration's summary as plain text, empty if it has none.</param>
/// <param name="Formula">The body of <c>Loss</c> as the user wrote it, one or more lines.</param>
/// <param name="Parameters">
/// The loss's own parameters, in order: class vectors first, then inputs of a row, numbers, and a class vector that is the weight.
/// </param>
/// <param name="LossArguments">Those of them that <c>Loss</c> takes.</param>
/// <param name="TransformArguments">Those that <c>Logit</c> takes.</param>
/// <param name="Loss">The loss as an expression of parameters and row statistics, as written.</param>
/// <param name="Transform">The transform of the logits as an expression of parameters and of a class; null without one.</param>
/// <param name="Locals">The user's local variables with the expressions assigned to them, for names in the generated code.</param>
/// <param name="UnderscoreNames">The names of the class's members that begin with an underscore, which generated fields avoid.</param>
/// <param name="HasNameClash">Whether a name by which generated code calls its helpers means something else inside the class.</param>
/// <param name="HasErrors">
/// Whether the declaration has errors. The loss is then 0, and only the members that callers use are generated, so that the callers
/// have no further errors.
/// </param>
internal sealed record LossModel(
    string HintName,
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string ClassName,
    string Summary,
    string Formula,
    EquatableArray<LossParameter> Parameters,
    EquatableArray<string> LossArguments,
    EquatableArray<string> TransformArguments,
    Expr Loss,
    Expr? Transform,
    EquatableArray<NamedExpr> Locals,
    EquatableArray<string> UnderscoreNames,
    bool HasNameClash,
    bool HasErrors)
{
    /// <summary>The name of the class vector that takes the place of the weight that every loss has.</summary>
    public const string WeightName = "weight";

    /// <summary>The most inputs of a row: the modules of TorchSharp end at six arguments.</summary>
    public const int MostInputs = 4;

    /// <summary>The name of the class that a loss with so many inputs of a row derives from.</summary>
    public static string BaseClassFor(int inputs) => inputs == 0 ? "SparseTargetLoss" : $"SparseTargetLoss{inputs}";

    /// <summary>The most metrics: the length of the runtime's RowMetrics.</summary>
    public const int MostMetrics = 8;

    /// <summary>What is computed of each row beside the loss.</summary>
    public EquatableArray<LossMetric> Metrics { get; init; } = EquatableArray<LossMetric>.Empty;

    /// <summary>Whether the loss is the derivative of the declared one in a direction, which is its last inputs.</summary>
    public bool IsDirectional { get; init; }

    /// <summary>Whether <c>Loss</c> or <c>Logit</c> is obsolete as an error, so that only what is obsolete itself can call it.</summary>
    public bool IsObsoleteError { get; init; }

    /// <summary>Those of the parameters that are numbers, and not learned.</summary>
    public IEnumerable<LossParameter> Numbers => Parameters.Where(parameter => parameter.Kind == ParameterKind.Number);

    /// <summary>Whether the weight of the classes is a class vector of the loss: the last one, which may be left out.</summary>
    public bool HasWeight => Parameters.Any(IsWeight);

    /// <summary>Those that are class vectors.</summary>
    public IEnumerable<LossParameter> ClassVectors => Parameters.Where(parameter => parameter.Kind == ParameterKind.ClassVector);

    /// <summary>Those that come with each row, in the order in which <c>forward</c> takes them.</summary>
    public IEnumerable<LossParameter> Inputs => Parameters.Where(parameter => parameter.IsInput);

    /// <summary>
    /// The numbers that a kernel has of each row and gives the derivatives by: inputs, and then learned numbers, which are the same for
    /// all.
    /// </summary>
    public IEnumerable<LossParameter> RowInputs => Parameters.Where(parameter => IsOfRow(parameter.Kind));

    /// <summary>Those that are learned.</summary>
    public IEnumerable<LossParameter> Learned => Parameters.Where(parameter => parameter.Kind == ParameterKind.LearnedNumber);

    /// <summary>Those that have a number for each class.</summary>
    public IEnumerable<LossParameter> ClassInputs => Parameters.Where(parameter => parameter.Kind == ParameterKind.ClassInput);

    /// <summary>Those that every constructor takes of these.</summary>
    public IEnumerable<LossParameter> OwnClassVectors => ClassVectors.Where(parameter => !IsWeight(parameter));

    /// <summary>Those that every constructor takes; the weight is an argument of every loss.</summary>
    public IEnumerable<LossParameter> Own => OfRow.Where(parameter => !parameter.IsInput);

    /// <summary>Those of them that a loss of a GPU is made with: it is given learned numbers as those of each row.</summary>
    public IEnumerable<LossParameter> Fixed => Own.Where(parameter => parameter.Kind != ParameterKind.LearnedNumber);

    /// <summary>Those that methods over one row take; the weight comes last.</summary>
    public IEnumerable<LossParameter> OfRow => Parameters.Where(parameter => !IsWeight(parameter));

    /// <summary>The loss alone.</summary>
    public LossModel WithoutMetrics() => this with { Metrics = EquatableArray<LossMetric>.Empty };

    /// <summary>The loss where every weight is 1.</summary>
    public LossModel WithoutWeight() => this with
    {
        Parameters = new(OfRow),
        Loss = WithoutWeight(Loss),
        Transform = Transform is null ? null : WithoutWeight(Transform),
        Locals = new(Locals.Select(local => local with { Value = WithoutWeight(local.Value) })),
        Metrics = new(Metrics.Select(metric => metric with { Value = WithoutWeight(metric.Value) })),
    };

    /// <summary>Whether a kernel has a parameter of this kind as a number of each row.</summary>
    public static bool IsOfRow(ParameterKind kind) => kind is ParameterKind.RowInput or ParameterKind.LearnedNumber;

    private static bool IsWeight(LossParameter parameter) => parameter.Name == WeightName;

    private static Expr WithoutWeight(Expr expr) => expr.Rewrite(node => node switch
    {
        ClassElement { Vector: WeightName } => Constant.One,
        Operation { Operator: Operator.Multiply } product when product.Operands.Contains(Constant.One) => WithoutOnes(product),
        _ => node,
    });

    private static Expr WithoutOnes(Operation product)
    {
        Expr[] factors = [.. product.Operands.Where(factor => !factor.Equals(Constant.One))];
        return factors.Length switch
        {
            0 => Constant.One,
            1 => factors[0],
            _ => product.With(factors),
        };
    }
}
