using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// The syntax nodes that can be loss declarations, recognised without binding. <c>ForAttributeWithMetadataName</c> binds the attributes of
/// every loss after every edit in any file; the times of both are in <c>tests/Benchmarks/RESULTS.md</c>.
/// </summary>
internal static class Candidates
{
    public static bool IsCandidate(SyntaxNode node) => node switch
    {
        // The compiler rejects the attribute on all other types.
        ClassDeclarationSyntax or RecordDeclarationSyntax { RawKind: (int)SyntaxKind.RecordDeclaration }
            when IsMarked((TypeDeclarationSyntax)node) => true,
        MemberDeclarationSyntax member => HidesNamespace(member),
        UsingDirectiveSyntax directive => IsAlias(directive),
        _ => false,
    };

    /// <summary>Reads a candidate, or returns the cached result.</summary>
    public static LossDeclaration Read(GeneratorSyntaxContext context, CancellationToken cancellation) => context.Node switch
    {
        UsingDirectiveSyntax { Alias.Name: var alias } => Fault(LossDiagnostics.AttributeAlias, alias.GetLocation(), alias.ToString()),
        MemberDeclarationSyntax member when HidesNamespace(member) => Fault(LossDiagnostics.NamespaceHidden, NameOf(member).GetLocation()),
        _ => DeclarationCache.Read((TypeDeclarationSyntax)context.Node, context.SemanticModel, cancellation),
    };

    private static bool IsMarked(TypeDeclarationSyntax type)
    {
        foreach (AttributeListSyntax list in type.AttributeLists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (IsAttribute(attribute.Name))
                    return true;
            }
        }
        return false;
    }

    private static bool IsAttribute(NameSyntax? name) => name switch
    {
        QualifiedNameSyntax qualified => IsAttribute(qualified.Right),
        AliasQualifiedNameSyntax qualified => IsAttribute(qualified.Name),
        SimpleNameSyntax simple => simple.Identifier.ValueText is "SparseTargetLoss" or "SparseTargetLossAttribute",
        _ => false,
    };

    private static bool IsAlias(UsingDirectiveSyntax directive) =>
        directive.Alias is not null && directive.Name is QualifiedNameSyntax { Right.Identifier.ValueText: "SparseTargetLossAttribute" };

    /// <summary>
    /// Whether this is a type <c>SparseLsr</c> in the global namespace, whether or not it is a loss. Such a type hides the namespace of the
    /// attribute, so that no loss would be found and nothing would be reported.
    /// </summary>
    private static bool HidesNamespace(MemberDeclarationSyntax member) =>
        member.Parent is CompilationUnitSyntax && NameOf(member).ValueText == KnownNames.RootNamespace;

    private static SyntaxToken NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier,
        DelegateDeclarationSyntax type => type.Identifier,
        _ => default,
    };

    private static LossDeclaration Fault(DiagnosticDescriptor descriptor, Location location, params string[] arguments) =>
        LossDeclaration.Of(new([new DiagnosticInfo(descriptor, LocationInfo.From(location), new(arguments))]));
}
