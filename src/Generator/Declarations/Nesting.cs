using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// Deeply nested syntax. The compiler guards its stack in some places where it binds, but not in all; elsewhere the process would end
/// with a stack overflow. Half-edited text can be nested so deeply, so it must not be bound.
/// </summary>
internal static class Nesting
{
    private const int Deepest = 500;

    /// <summary>Whether a class without its bodies, or a base list around it, is nested too deeply.</summary>
    public static bool IsTooDeep(TypeDeclarationSyntax type) => IsTooDeep(
        [type, .. type.Ancestors().OfType<TypeDeclarationSyntax>().Select(outer => outer.BaseList).OfType<SyntaxNode>()],
        node => node is not (BlockSyntax or ArrowExpressionClauseSyntax));

    /// <summary>Whether a method, including its body, is nested too deeply.</summary>
    public static bool IsTooDeep(MethodDeclarationSyntax method) => IsTooDeep([method], _ => true);

    private static bool IsTooDeep(IEnumerable<SyntaxNode> roots, Func<SyntaxNode, bool> isWithin)
    {
        var open = new Stack<(SyntaxNode Node, int Depth)>(roots.Select(root => (root, 0)));
        while (open.Count > 0)
        {
            (SyntaxNode node, int depth) = open.Pop();
            if (depth > Deepest)
                return true;
            // A long sum is nested deeply to the left, and is bound without recursion.
            SyntaxNode? left = (node as BinaryExpressionSyntax)?.Left;
            foreach (SyntaxNode child in node.ChildNodes().Where(isWithin))
                open.Push((child, child == left && child is BinaryExpressionSyntax ? depth : depth + 1));
        }
        return false;
    }
}
