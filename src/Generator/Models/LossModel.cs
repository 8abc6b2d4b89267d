using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>All that is known of one declaration: no symbol, no syntax, equal by value.</summary>
/// <param name="HintName">The generated file's name, without its ending.</param>
/// <param name="Namespace">The namespace as it is written in code, empty for the global one.</param>
/// <param name="ContainingTypes">Headers of the types around the loss, outermost first, as <c>partial class Outer</c>.</param>
/// <param name="ClassName">The class's own name, without the <c>@</c> that a keyword would need; so are all names here.</param>
/// <param name="Summary">The declaration's summary as plain text, empty if it has none.</param>
/// <param name="Formula">The body of <c>Loss</c> as the user wrote it, one or more lines.</param>
/// <param name="Parameters">The loss's own parameters, in order.</param>
/// <param name="Loss">The loss as an expression of parameters and row statistics, as written.</param>
/// <param name="Locals">The user's local variables with what was assigned to them, for names in the generated code.</param>
/// <param name="HasNameClash">Whether a name by which generated code calls its helpers means something else where the class stands.</param>
/// <param name="IsBroken">
/// Whether the declaration has errors: the loss is then 0, and only the members that callers use are to be generated, so that
/// one error is not followed by others.
/// </param>
internal sealed record LossModel(
    string HintName,
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string ClassName,
    string Summary,
    string Formula,
    EquatableArray<LossParameter> Parameters,
    Expr Loss,
    EquatableArray<NamedExpr> Locals,
    bool HasNameClash,
    bool IsBroken);

/// <summary>One of the loss's own parameters, always a <c>double</c>.</summary>
/// <param name="Default">The default value, or null where the declaration gives none.</param>
/// <param name="Description">The text of the declaration's <c>param</c> tag, empty if it has none.</param>
internal sealed record LossParameter(string Name, double? Default, string Description);

/// <summary>The names by which generated code calls its helpers, and what they stand for.</summary>
internal static class HelperNames
{
    public static readonly IReadOnlyDictionary<string, string> FullNames = new Dictionary<string, string>
    {
        ["Float64Math"] = "global::SparseLsr.Gen.CompilerServices.Float64Math",
        ["TorchMath"] = "global::SparseLsr.Gen.CompilerServices.TorchMath",
    };
}

/// <summary>An expression that the user gave a name.</summary>
internal sealed record NamedExpr(string Name, Expr Value);
