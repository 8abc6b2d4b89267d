using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseLsr.Gen.CodeFixes;

/// <summary>Writes modifiers of declarations.</summary>
internal static class Modifiers
{
    /// <summary>The declaration with one modifier more, after those that it has.</summary>
    public static MemberDeclarationSyntax Append(MemberDeclarationSyntax declaration, SyntaxKind modifier)
    {
        SyntaxToken added = SyntaxFactory.Token(modifier).WithTrailingTrivia(SyntaxFactory.Space);
        if (declaration.Modifiers.Count > 0)
            return declaration.WithModifiers(declaration.Modifiers.Add(added));

        // What stood before the declaration, its comments and its indentation, stays before it.
        SyntaxToken first = declaration.AttributeLists.Count > 0
            ? declaration.AttributeLists.Last().GetLastToken().GetNextToken()
            : declaration.GetFirstToken();
        return declaration
            .ReplaceToken(first, first.WithLeadingTrivia())
            .WithModifiers(SyntaxFactory.TokenList(added.WithLeadingTrivia(first.LeadingTrivia)));
    }
}
