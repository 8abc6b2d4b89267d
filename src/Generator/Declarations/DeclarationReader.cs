using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Reads one declaration, from class to expression, and finds all that is wrong with it rather than the first thing.</summary>
internal static class DeclarationReader
{
    public static LossDeclaration Read(
        INamedTypeSymbol lossClass, TypeDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        if (!IsFirstPart(lossClass, syntax, cancellation))
            return LossDeclaration.Nothing;

        var diagnostics = new DiagnosticSink();
        bool isClassSound = ClassReader.Check(lossClass, syntax, diagnostics);
        if (LossSignature.Read(lossClass, syntax, diagnostics, cancellation) is not { } signature)
            return LossDeclaration.Of(diagnostics.Diagnostics);

        var reading = new ReadingContext(lossClass, model, diagnostics, cancellation);
        Expr value = ReadBody(signature, reading, diagnostics);
        if (!isClassSound)
            return LossDeclaration.Of(diagnostics.Diagnostics);

        bool isBroken = diagnostics.IsBroken;
        var loss = new LossModel(
            HintName.Of(lossClass),
            lossClass.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : string.Empty,
            ClassReader.ContainingTypes(lossClass),
            lossClass.Name,
            Documentation.Read(lossClass, syntax, cancellation).Summary,
            isBroken ? string.Empty : FormulaText.Of(signature.Syntax),
            signature.Parameters,
            isBroken ? Constant.Zero : value,
            isBroken ? EquatableArray<NamedExpr>.Empty : reading.Locals,
            NameClash.Exists(lossClass, model.Compilation, cancellation),
            isBroken);
        LocationInfo place = LocationInfo.From(signature.Syntax.Identifier.GetLocation());
        return new LossDeclaration(loss, diagnostics.Diagnostics, place);
    }

    /// <summary>The quotients and function calls of a loss, each after those within it; none of a class that is no loss, or whose loss has errors.</summary>
    public static EquatableArray<Site> ReadSites(
        INamedTypeSymbol lossClass, TypeDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticSink();
        if (!IsFirstPart(lossClass, syntax, cancellation) || LossSignature.Read(lossClass, syntax, new DiagnosticSink(), cancellation) is not { } signature)
            return EquatableArray<Site>.Empty;
        var reading = new ReadingContext(lossClass, model, diagnostics, cancellation);
        ReadBody(signature, reading, diagnostics);
        return diagnostics.IsBroken ? EquatableArray<Site>.Empty : reading.Sites;
    }

    private static Expr ReadBody(LossSignature signature, ReadingContext reading, DiagnosticSink diagnostics)
    {
        try
        {
            Expr loss = new MethodReader(reading).Read(signature.Method, signature.Arguments);
            if (!diagnostics.IsBroken && !DependsOnRow(loss))
                diagnostics.Report(LossDiagnostics.NoStatistic, signature.Method.Locations[0]);
            return loss;
        }
        catch (LossTooLargeException exception)
        {
            diagnostics.Report(LossDiagnostics.TooLarge, exception.Location, exception.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            // The compiler itself gave up on the method.
            diagnostics.Report(LossDiagnostics.TooLarge, signature.Method.Locations[0], "nested too deeply");
        }
        return Constant.Zero;
    }

    /// <summary>The class count is the same for every row, and so nothing to differentiate by.</summary>
    private static bool DependsOnRow(Expr loss) =>
        loss.PostOrder().Any(node => node is Statistic { Kind: not RowStatistic.Classes });

    /// <summary>
    /// Whether the class is a loss, and this the part that says so. C# reports an attribute on two parts of a class; the loss is
    /// generated once all the same.
    /// </summary>
    private static bool IsFirstPart(INamedTypeSymbol lossClass, TypeDeclarationSyntax syntax, CancellationToken cancellation)
    {
        AttributeData? first = lossClass.GetAttributes().FirstOrDefault(attribute => KnownNames.IsAttribute(attribute.AttributeClass));
        return first?.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent == syntax;
    }
}
