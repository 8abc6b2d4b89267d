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
/// <param name="Parameters">The loss's own parameters, in order.</param>
/// <param name="LossArguments">Those of them that <c>Loss</c> takes.</param>
/// <param name="TransformArguments">Those that <c>Logit</c> takes.</param>
/// <param name="Loss">The loss as an expression of parameters and row statistics, as written.</param>
/// <param name="Transform">The transform of the logits as an expression of parameters and of a class; null without one.</param>
/// <param name="Locals">The user's local variables with the expressions assigned to them, for names in the generated code.</param>
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
    bool HasNameClash,
    bool HasErrors);
