using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Generator.Diagnostics;

/// <summary>The diagnostics. Each has a section in this folder's README.</summary>
internal static class LossDiagnostics
{
    private const string HelpLink = "https://github.com/sparse-lsr/SparseLsr.Gen/blob/main/src/Generator/Diagnostics/README.md#";

    // The class.
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "SLSR001", "A loss class must be partial",
        "'{0}' is not partial, so the kernels generated for it cannot be added to it; declare it 'partial class {0}'");

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = Error(
        "SLSR002", "The types around a loss class must be partial",
        "'{0}' contains the loss class '{1}' and is not partial; declare it partial, or move '{1}' out of it");

    public static readonly DiagnosticDescriptor UnsupportedClass = Error(
        "SLSR003", "A loss must be an ordinary class",
        "'{0}' is {1}; a loss is a non-generic, non-abstract class, such as 'public sealed partial class {0}'");

    public static readonly DiagnosticDescriptor BaseClass = Error(
        "SLSR004", "A loss class has another base class",
        "'{0}' derives from '{1}', but every loss derives from 'SparseTargetLoss', which the generator adds; remove the base class");

    public static readonly DiagnosticDescriptor OwnMember = Error(
        "SLSR005", "A member that the generator adds",
        "'{0}' declares {1}, which the generator adds; {2}, and define the loss in 'Loss' alone");

    // The method Loss.
    public static readonly DiagnosticDescriptor LossMissing = Error(
        "SLSR006", "A loss class needs a method 'Loss'",
        "'{0}' has no method 'Loss'; {1}");

    public static readonly DiagnosticDescriptor LossAmbiguous = Error(
        "SLSR007", "A loss class has one method 'Loss'",
        "'{0}' has more than one method 'Loss'; keep one, and rename the others");

    public static readonly DiagnosticDescriptor LossNotStatic = Error(
        "SLSR008", "'Loss' must be a static, non-generic method",
        "'Loss' is {0}; a loss depends on its parameters alone: declare it 'private static double Loss(Row row, ...)'");

    public static readonly DiagnosticDescriptor LossReturnType = Error(
        "SLSR009", "'Loss' must return a double",
        "'Loss' returns '{0}'; the loss of a row is one 'double'");

    public static readonly DiagnosticDescriptor FirstParameterNotRow = Error(
        "SLSR010", "The first parameter of 'Loss' must be the row",
        "The first parameter of 'Loss' must be '{0} row'; the loss's own parameters come after it");

    public static readonly DiagnosticDescriptor UnsupportedParameter = Error(
        "SLSR011", "A loss's own parameters are doubles or class vectors",
        "The parameter '{0}' {1}; a loss's own parameters are of type 'double' or 'ClassVector', passed by value{2}");

    public static readonly DiagnosticDescriptor ParameterNameTaken = Error(
        "SLSR012", "A parameter's name is taken",
        "The parameter '{0}' becomes a property and a constructor argument, but that name is taken by {1}; choose another name");

    public static readonly DiagnosticDescriptor InvalidRange = Error(
        "SLSR032", "A range that a parameter cannot have",
        "The range of the parameter '{0}' {1}; {2}");

    // The body.
    public static readonly DiagnosticDescriptor UnsupportedStatement = Error(
        "SLSR013", "A statement without a derivative",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor UnsupportedExpression = Error(
        "SLSR014", "An expression without a derivative",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor UnsupportedOperator = Error(
        "SLSR015", "An operator without a derivative",
        "The operator '{0}' cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor UnsupportedCall = Error(
        "SLSR016", "A call without a derivative",
        "'{0}' cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor SinglePrecisionFunction = Error(
        "SLSR017", "A function in single precision",
        "'{0}' computes in single precision; write '{1}' (the kernels choose their precision themselves)");

    public static readonly DiagnosticDescriptor UnsupportedMember = Error(
        "SLSR018", "A value that the kernel does not have",
        "'{0}' is {1}; a loss can use its parameters, constants and {2}");

    public static readonly DiagnosticDescriptor UnsupportedType = Error(
        "SLSR019", "A type other than double or bool",
        "{0}; a loss uses 'double', and 'bool' for conditions: {1}");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "SLSR020", "A method that calls itself",
        "'{0}' calls itself here, directly or through others, so it cannot be inlined; use a closed form");

    public static readonly DiagnosticDescriptor RowEscapes = Error(
        "SLSR021", "The row or a class itself is used as a value",
        "{0} and passed to static methods of '{1}'; {2}");

    public static readonly DiagnosticDescriptor NoStatistic = Error(
        "SLSR022", "A loss that does not depend on the row",
        "The loss does not depend on the logits, so its gradient is zero everywhere; use a statistic of the row, such as 'row.LogProb'");

    public static readonly DiagnosticDescriptor IntegerDivision = Create(
        "SLSR023", "A division of integers loses its fraction",
        "'{0}' divides integers and is {1} in C#; write '{2}' if the fraction was intended",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "SLSR024", "A loss that is too large",
        "The loss is {0}; split it into locals or static methods, or use a closed form");

    public static readonly DiagnosticDescriptor UnsupportedSum = Error(
        "SLSR029", "A sum over classes that cannot be derived",
        "{0}; {1}");

    public static readonly DiagnosticDescriptor UnsupportedTransform = Error(
        "SLSR030", "A transform of the logits that cannot be used",
        "The method 'Logit' {0}; {1}");

    public static readonly DiagnosticDescriptor UnsupportedInput = Error(
        "SLSR034", "An input of a row that cannot be used",
        "The input '{0}' {1}; {2}");

    public static readonly DiagnosticDescriptor UnsupportedMetric = Error(
        "SLSR035", "A metric that cannot be computed",
        "The metric '{0}' {1}; {2}");

    public static readonly DiagnosticDescriptor UnsupportedLearned = Error(
        "SLSR036", "A learned parameter that cannot be one",
        "The parameter '{0}' {1}; {2}");

    public static readonly DiagnosticDescriptor ParameterMismatch = Error(
        "SLSR031", "Parameters of one name that disagree",
        "The parameter '{0}' has another type, default or range here than in '{1}'; parameters of the same name are the same parameter");

    // Found from the derivatives.
    public static readonly DiagnosticDescriptor ZeroGradient = Create(
        "SLSR026", "A loss whose gradient is zero everywhere",
        "The loss is constant or piecewise constant, so its gradient is zero everywhere and a model cannot be trained with it",
        DiagnosticSeverity.Warning);

    /// <summary>Reported by the analyzer.</summary>
    public static readonly DiagnosticDescriptor NotFinite = Create(
        "SLSR027", "A value that plain C# loses",
        "'{0}' is not finite in plain C# where {1}; the kernel computes it as '{2}', which {3}",
        DiagnosticSeverity.Info);

    // The compilation.
    public static readonly DiagnosticDescriptor NamespaceHidden = Error(
        "SLSR025", "A type hides the namespace SparseLsr",
        "The type 'SparseLsr' in the global namespace hides the namespace 'SparseLsr.Gen' from all code; "
        + "rename it (loss classes end in 'Loss') or move it into a namespace");

    public static readonly DiagnosticDescriptor AttributeAlias = Error(
        "SLSR028", "An alias of the attribute",
        "Losses are found by the name of the attribute, so that those marked '[{0}]' would not be found; write '[SparseTargetLoss]'");

    public static readonly DiagnosticDescriptor UnsupportedProject = Error(
        "SLSR033", "A project that generated code does not compile in",
        "Generated code does not compile in this project: {0}; {1}");

    private const string Category = "SparseLsr.Gen";

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpLink + id.ToLowerInvariant());
}
