using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Reads one declaration, from class to expression, and reports all faults rather than the first one.</summary>
internal static class DeclarationReader
{
    public static LossDeclaration Read(
        INamedTypeSymbol lossClass, TypeDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        if (!IsFirstPart(lossClass, syntax, cancellation))
            return LossDeclaration.Empty;

        var diagnostics = new DiagnosticSink();
        bool isProjectSound = ProjectReader.Check(syntax.SyntaxTree, model.Compilation, syntax.Identifier.GetLocation(), diagnostics);
        bool isClassSound = ClassReader.Check(lossClass, syntax, diagnostics) && isProjectSound;
        if (LossSignature.Read(lossClass, syntax, diagnostics, cancellation) is not { } signature)
            return LossDeclaration.Of(diagnostics.Diagnostics);

        var reading = new ReadingContext(lossClass, model, diagnostics, cancellation);
        Expr value = ReadBody(signature, reading, diagnostics);
        LossSignature? logit = TransformReader.Read(lossClass, diagnostics, cancellation);
        Expr? transform = logit is null ? null : ReadTransform(logit, reading, diagnostics);
        IReadOnlyList<LossSignature> metrics = MetricReader.Read(lossClass, diagnostics, cancellation);
        LossMetric[] metricValues = [.. metrics.Select(metric => ReadMetric(metric, reading, diagnostics))];
        LossSignature[] methods = [.. logit is null ? [] : new[] { logit }, signature, .. metrics];
        EquatableArray<LossParameter> parameters = ParameterMerge.Of(methods, diagnostics);
        ReportTooMany(parameters, methods, diagnostics);
        if (!isClassSound)
            return LossDeclaration.Of(diagnostics.Diagnostics);

        bool hasErrors = diagnostics.HasErrors;
        var loss = new LossModel(
            HintName.Of(lossClass),
            lossClass.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : string.Empty,
            ClassReader.ContainingTypes(lossClass),
            lossClass.Name,
            Documentation.Read(lossClass, syntax, cancellation).Summary,
            hasErrors ? string.Empty : FormulaText.Of(signature.Syntax),
            new(parameters.OrderBy(Place)),
            new EquatableArray<string>(signature.Parameters.Select(parameter => parameter.Name)),
            logit is null ? EquatableArray<string>.Empty : new(logit.Parameters.Select(parameter => parameter.Name)),
            hasErrors ? Constant.Zero : value,
            hasErrors ? null : transform,
            hasErrors ? EquatableArray<NamedExpr>.Empty : reading.Locals,
            UnderscoreNames(lossClass),
            NameClash.Exists(lossClass, model.Compilation, cancellation),
            hasErrors)
        {
            Metrics = new(hasErrors ? metricValues.Select(metric => metric with { Value = Constant.Zero }) : metricValues),
            IsObsoleteError = ObsoleteError.IsOn(signature.Method) || (logit is not null && ObsoleteError.IsOn(logit.Method)),
        };
        LocationInfo place = LocationInfo.From(signature.Syntax.Identifier.GetLocation());
        return new LossDeclaration(loss, diagnostics.Diagnostics, place);
    }

    /// <summary>
    /// The quotients, function calls and returned values of a loss and its transform, inner ones first. Empty for a class that is not a
    /// loss, and for a loss with errors.
    /// </summary>
    public static EquatableArray<SourceExpression> ReadExpressions(
        INamedTypeSymbol lossClass, TypeDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticSink();
        if (!IsFirstPart(lossClass, syntax, cancellation)
            || LossSignature.Read(lossClass, syntax, new DiagnosticSink(), cancellation) is not { } signature)
            return EquatableArray<SourceExpression>.Empty;
        var reading = new ReadingContext(lossClass, model, diagnostics, cancellation);
        ReadBody(signature, reading, diagnostics);
        if (TransformReader.Read(lossClass, new DiagnosticSink(), cancellation) is { } logit)
            ReadTransform(logit, reading, diagnostics);
        return diagnostics.HasErrors ? EquatableArray<SourceExpression>.Empty : reading.SourceExpressions;
    }

    private static void ReportTooMany(EquatableArray<LossParameter> parameters, LossSignature[] methods, DiagnosticSink diagnostics)
    {
        if (parameters.Where(parameter => parameter.Kind == ParameterKind.ClassVector).Skip(KnownNames.MostClassVectors).FirstOrDefault()
            is { } vector)
        {
            string what = $"is one class vector more than the {KnownNames.MostClassVectors} that a kernel has";
            diagnostics.Report(LossDiagnostics.UnsupportedParameter, PlaceOf(vector), vector.Name, what, string.Empty);
        }
        if (parameters.Where(parameter => parameter.IsInput).Skip(LossModel.MostInputs).FirstOrDefault() is { } input)
        {
            string what = $"is one more than the {LossModel.MostInputs} that a row can have";
            const string Instead = "the modules of TorchSharp take six tensors at most";
            diagnostics.Report(LossDiagnostics.UnsupportedInput, PlaceOf(input), input.Name, what, Instead);
        }
        if (parameters.Where(parameter => LossModel.IsOfRow(parameter.Kind)).Skip(LossModel.MostInputs)
            .FirstOrDefault(parameter => parameter.Kind == ParameterKind.LearnedNumber) is { } learned)
        {
            string what =
                $"is one more than the {LossModel.MostInputs} numbers that a kernel has, learned ones and inputs of a row together";
            diagnostics.Report(LossDiagnostics.UnsupportedLearned, PlaceOf(learned), learned.Name, what, "declare fewer");
        }

        Location PlaceOf(LossParameter parameter) =>
            methods.SelectMany(method => method.Method.Parameters).First(own => own.Name == parameter.Name).Locations[0];
    }

    /// <summary>
    /// Class vectors come first, then inputs of a row, then numbers, of which those without a default, and last a class vector that is the weight.
    /// </summary>
    private static int Place(LossParameter parameter) => parameter switch
    {
        { Name: LossModel.WeightName } => 4,
        { Kind: ParameterKind.ClassVector } => 0,
        { IsInput: true } => 1,
        { Default: null } => 2,
        _ => 3,
    };

    private static Expr ReadBody(LossSignature signature, ReadingContext reading, DiagnosticSink diagnostics)
    {
        Expr loss = ReadMethod(signature, reading, diagnostics);
        if (!diagnostics.HasErrors && !DependsOnRow(loss))
            diagnostics.Report(LossDiagnostics.NoStatistic, signature.Method.Locations[0]);
        return loss;
    }

    private static Expr ReadTransform(LossSignature signature, ReadingContext reading, DiagnosticSink diagnostics)
    {
        reading.IsWithinTransform = true;
        Expr transform = ReadMethod(signature, reading, diagnostics);
        reading.IsWithinTransform = false;
        if (!diagnostics.HasErrors && !transform.PostOrder().Contains(RowStatistic.ClassLogit))
            diagnostics.Report(LossDiagnostics.UnsupportedTransform, signature.Method.Locations[0], "does not depend on the logit", "use 'c.Logit'");
        return transform;
    }

    private static LossMetric ReadMetric(LossSignature signature, ReadingContext reading, DiagnosticSink diagnostics)
    {
        Expr value = ReadMethod(signature, reading, diagnostics);
        string summary = Documentation.Read(signature.Method, signature.Syntax, reading.Cancellation).Summary;
        return new LossMetric(signature.Method.Name, summary, value);
    }

    private static Expr ReadMethod(LossSignature signature, ReadingContext reading, DiagnosticSink diagnostics)
    {
        try
        {
            return new MethodReader(reading).Read(signature.Method, signature.Arguments);
        }
        catch (LossTooLargeException exception)
        {
            diagnostics.Report(LossDiagnostics.TooLarge, exception.Location, exception.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            // The compiler itself ran out of stack.
            diagnostics.Report(LossDiagnostics.TooLarge, signature.Method.Locations[0], "nested too deeply");
        }
        return Constant.Zero;
    }

    private static EquatableArray<string> UnderscoreNames(INamedTypeSymbol lossClass) =>
        new(lossClass.MemberNames.Where(name => name.StartsWith("_", StringComparison.Ordinal))
            .OrderBy(name => name, StringComparer.Ordinal));

    /// <summary>Whether an expression uses a statistic other than the class count, which is the same for every row.</summary>
    private static bool DependsOnRow(Expr loss) =>
        loss.PostOrder().Any(node => node is Statistic { Kind: not RowStatistic.Classes });

    /// <summary>
    /// Whether the class is a loss and this part has the attribute. If two parts have it, which the compiler reports, the first one counts.
    /// </summary>
    private static bool IsFirstPart(INamedTypeSymbol lossClass, TypeDeclarationSyntax syntax, CancellationToken cancellation)
    {
        AttributeData? first = lossClass.GetAttributes().FirstOrDefault(attribute => KnownNames.IsAttribute(attribute.AttributeClass));
        return first?.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent == syntax;
    }
}
