using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>The method that declares a loss, and the loss's own parameters.</summary>
/// <param name="Parameters">The loss's own parameters, except those whose names are taken.</param>
/// <param name="Arguments">The values of the method's parameters when its body is read.</param>
internal sealed record LossSignature(
    IMethodSymbol Method,
    MethodDeclarationSyntax Syntax,
    EquatableArray<LossParameter> Parameters,
    Scope Arguments)
{
    public static LossSignature? Read(
        INamedTypeSymbol lossClass, TypeDeclarationSyntax syntax, DiagnosticSink diagnostics, CancellationToken cancellation)
    {
        ImmutableArray<IMethodSymbol> methods = [.. lossClass.GetMembers(KnownNames.Loss).OfType<IMethodSymbol>()];
        if (methods.IsEmpty)
            methods = [.. FindMisspelled(lossClass)];
        if (methods.IsEmpty)
        {
            const string Declaration = "give it 'private static double Loss(Row row) => ...'";
            diagnostics.Report(LossDiagnostics.LossMissing, syntax.Identifier.GetLocation(), lossClass.Name, Declaration);
        }
        else if (methods[0].Name != KnownNames.Loss)
            diagnostics.Report(LossDiagnostics.LossMissing, methods[0].Locations[0], lossClass.Name, $"rename '{methods[0].Name}'");
        foreach (IMethodSymbol other in methods.Skip(1))
            diagnostics.Report(LossDiagnostics.LossAmbiguous, other.Locations[0], lossClass.Name);
        return methods.Select(method => ReadMethod(method, isLoss: true, diagnostics, cancellation)).FirstOrDefault(signature => signature is not null);
    }

    /// <summary>The only method whose name differs from <c>Loss</c> in case alone, if there is one.</summary>
    private static IEnumerable<IMethodSymbol> FindMisspelled(INamedTypeSymbol lossClass)
    {
        IMethodSymbol[] found =
        [
            .. lossClass.GetMembers().OfType<IMethodSymbol>()
                .Where(method => method.Name.Equals(KnownNames.Loss, StringComparison.OrdinalIgnoreCase)),
        ];
        return found.Length == 1 ? found : [];
    }

    /// <summary>A method and its parameters that are not the row or a class.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isLoss">Whether it is <c>Loss</c>, whose own rules are checked as well.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static LossSignature? ReadMethod(IMethodSymbol method, bool isLoss, DiagnosticSink diagnostics, CancellationToken cancellation)
    {
        SyntaxReference? reference = (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault();
        if (reference?.GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
            return null;
        if (isLoss)
            CheckMethod(method, syntax, diagnostics);

        var names = new ParameterNames(method.ContainingType);
        var descriptions = Documentation.Read(method, syntax, cancellation);
        var classDescriptions = Documentation.ReadAll(method.ContainingType, cancellation);
        var parameters = ImmutableArray.CreateBuilder<LossParameter>();
        Scope arguments = Scope.Empty;
        foreach (IParameterSymbol other in method.Parameters.Where(parameter => !IsOwn(parameter)))
        {
            if (KnownNames.IsPerRow(other))
                ReportInput(other, other.Locations[0], "is neither a number nor a class vector", "remove [PerRow]", diagnostics);
            if (KnownNames.IsLearned(other))
                ReportLearned(other, other.Locations[0], "is not a number", "remove [Learned]", diagnostics);
        }
        foreach (IParameterSymbol parameter in method.Parameters.Where(IsOwn))
        {
            Location place = parameter.Locations[0];
            ParameterRange? range = RangeReader.Read(parameter, diagnostics);
            bool isSupported = !IsMeantAsRow(parameter) && Check(parameter, place, diagnostics);
            arguments = arguments.With(parameter, isSupported ? ValueOf(parameter, range) : ReadingContext.Unknown);
            if (IsMeantAsRow(parameter))
                continue;
            if (parameter.Name.Length == 0 || parameters.Any(other => other.Name == parameter.Name))
            {
                // The compiler reports a missing name and a duplicate one.
                diagnostics.NoteCompilerError();
                continue;
            }
            ParameterKind kind = KindOf(parameter);
            bool isWeight = parameter.Name == LossModel.WeightName && kind == ParameterKind.ClassVector;
            if (!isWeight && names.FindOwner(parameter.Name) is { } owner)
            {
                diagnostics.Report(LossDiagnostics.ParameterNameTaken, place, parameter.Name, owner);
                continue;
            }
            if (kind is ParameterKind.RowInput or ParameterKind.ClassInput)
                CheckInput(parameter, place, diagnostics);
            CheckLearned(parameter, kind, place, diagnostics);
            string description = descriptions.Parameter(parameter.Name) ?? classDescriptions.Parameter(parameter.Name) ?? string.Empty;
            parameters.Add(kind is ParameterKind.Number or ParameterKind.LearnedNumber
                ? new LossParameter(parameter.Name, kind, ReadDefault(parameter, diagnostics), description, range)
                : new LossParameter(parameter.Name, kind, null, description));
        }
        return new LossSignature(method, syntax, new EquatableArray<LossParameter>(parameters.ToImmutable()), arguments);
    }

    private static ParameterKind KindOf(IParameterSymbol parameter) =>
        (KnownNames.IsClassVector(parameter.Type), KnownNames.IsPerRow(parameter)) switch
        {
            (false, false) => KnownNames.IsLearned(parameter) ? ParameterKind.LearnedNumber : ParameterKind.Number,
            (true, false) => ParameterKind.ClassVector,
            (false, true) => ParameterKind.RowInput,
            (true, true) => ParameterKind.ClassInput,
        };

    private static Expr ValueOf(IParameterSymbol parameter, ParameterRange? range) => KindOf(parameter) switch
    {
        ParameterKind.Number => range is null ? new Parameter(parameter.Name) : new Parameter(parameter.Name, range.Low, range.Maximum),
        ParameterKind.RowInput or ParameterKind.LearnedNumber => new RowInput(parameter.Name),
        ParameterKind kind => new ClassElement(parameter.Name, IsOfTarget: false, IsInput: kind == ParameterKind.ClassInput),
    };

    private static bool IsOwn(IParameterSymbol parameter) =>
        !KnownNames.IsRow(parameter.Type) && !(parameter.Ordinal == 0 && KnownNames.IsRowClass(parameter.Type));

    /// <summary>Whether a parameter is first, is not a number, and no parameter is the row: another type called Row, or a tensor.</summary>
    private static bool IsMeantAsRow(IParameterSymbol parameter) =>
        parameter is { Ordinal: 0, Type.SpecialType: SpecialType.None, ContainingSymbol: IMethodSymbol method }
        && !method.Parameters.Any(other => KnownNames.IsRow(other.Type));

    private static void CheckMethod(IMethodSymbol method, MethodDeclarationSyntax syntax, DiagnosticSink diagnostics)
    {
        Location place = syntax.Identifier.GetLocation();
        if (!method.IsStatic)
            diagnostics.Report(LossDiagnostics.LossNotStatic, place, "not static");
        if (method.IsGenericMethod)
            diagnostics.Report(LossDiagnostics.LossNotStatic, place, "generic");
        if (method.ReturnType.TypeKind == TypeKind.Error)
            diagnostics.NoteCompilerError();
        else if (method.ReturnType.SpecialType != SpecialType.System_Double || method.RefKind != RefKind.None)
            diagnostics.Report(LossDiagnostics.LossReturnType, syntax.ReturnType.GetLocation(), syntax.ReturnType.ToString());

        IParameterSymbol? first = method.Parameters.FirstOrDefault();
        if (first?.Type.TypeKind == TypeKind.Error)
            diagnostics.NoteCompilerError();
        else if (!KnownNames.IsRow(first?.Type) || first!.RefKind != RefKind.None)
        {
            // Another type with the name Row can hide the row.
            string row = first is { Type.Name: KnownNames.Row } && !KnownNames.IsRow(first.Type) ? "SparseLsr.Gen.Row" : KnownNames.Row;
            diagnostics.Report(LossDiagnostics.FirstParameterNotRow, first?.Locations[0] ?? syntax.ParameterList.GetLocation(), row);
        }
        foreach (IParameterSymbol second in method.Parameters.Skip(1).Where(parameter => KnownNames.IsRow(parameter.Type)))
            diagnostics.Report(LossDiagnostics.UnsupportedParameter, second.Locations[0], second.Name, "is a second row", string.Empty);
    }

    private static bool Check(IParameterSymbol parameter, Location place, DiagnosticSink diagnostics)
    {
        if (parameter.Type.TypeKind == TypeKind.Error)
        {
            diagnostics.NoteCompilerError();
            return false;
        }
        string? obstacle = parameter switch
        {
            { RefKind: not RefKind.None } => $"is passed by '{parameter.RefKind.ToString().ToLowerInvariant()}'",
            { HasExplicitDefaultValue: true } when KindOf(parameter) == ParameterKind.ClassVector => "is a class vector with a default",
            { Type.SpecialType: not SpecialType.System_Double } when !KnownNames.IsClassVector(parameter.Type) =>
                $"is of type '{parameter.Type.ToDisplayString()}'",
            { HasExplicitDefaultValue: true, ExplicitDefaultValue: double.NaN } => "is NaN by default, which no loss accepts",
            _ => null,
        };
        // For the first parameter, that it is not a row is reported instead of that it is not a double.
        if (obstacle is not null && (parameter.Ordinal > 0 || parameter.Type.SpecialType == SpecialType.System_Double))
            diagnostics.Report(LossDiagnostics.UnsupportedParameter, place, parameter.Name, obstacle, Suggestion(parameter));
        return obstacle is null;
    }

    private static void CheckInput(IParameterSymbol parameter, Location place, DiagnosticSink diagnostics)
    {
        if (parameter.HasExplicitDefaultValue)
            ReportInput(parameter, place, "has a default", "remove it, every call of 'forward' has a tensor", diagnostics);
    }

    private static void CheckLearned(IParameterSymbol parameter, ParameterKind kind, Location place, DiagnosticSink diagnostics)
    {
        if (!KnownNames.IsLearned(parameter) || kind == ParameterKind.LearnedNumber)
            return;
        (string what, string instead) = KnownNames.IsPerRow(parameter)
            ? ("is an input of each row and learned", "remove one of [PerRow] and [Learned]")
            : ("is a class vector", "only numbers are learned: remove [Learned]");
        ReportLearned(parameter, place, what, instead, diagnostics);
    }

    private static void ReportLearned(
        IParameterSymbol parameter, Location place, string what, string instead, DiagnosticSink diagnostics) =>
        diagnostics.Report(LossDiagnostics.UnsupportedLearned, place, parameter.Name, what, instead);

    private static void ReportInput(
        IParameterSymbol parameter, Location place, string what, string instead, DiagnosticSink diagnostics) =>
        diagnostics.Report(LossDiagnostics.UnsupportedInput, place, parameter.Name, what, instead);

    /// <summary>How to write a parameter of another type as a double; empty where there is no suggestion.</summary>
    private static string Suggestion(IParameterSymbol parameter) => parameter.Type switch
    {
        { SpecialType: SpecialType.System_Boolean } =>
            $": declare it 'double {parameter.Name}' and write '{parameter.Name} != 0' for the condition",
        { TypeKind: TypeKind.Enum } =>
            $": declare it 'double {parameter.Name}', with a 'const double' for each member of '{parameter.Type.Name}'",
        { } type when IntegerDivision.IsInteger(type) => $": declare it 'double {parameter.Name}', which is exact for whole numbers",
        _ => string.Empty,
    };

    /// <summary>The default value; 0 for an invalid one, so that callers can omit the argument without a further error.</summary>
    private static double? ReadDefault(IParameterSymbol parameter, DiagnosticSink diagnostics)
    {
        if (parameter.HasExplicitDefaultValue)
        {
            return parameter.ExplicitDefaultValue is IConvertible value and not (string or bool or char)
                ? value.ToDouble(CultureInfo.InvariantCulture)
                : 0;
        }
        if (!((IMethodSymbol)parameter.ContainingSymbol).Parameters.Take(parameter.Ordinal).Any(earlier => earlier.HasExplicitDefaultValue))
            return null;
        // The compiler requires parameters without a default to come first.
        diagnostics.NoteCompilerError();
        return 0;
    }
}
