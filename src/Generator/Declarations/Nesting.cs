using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// Syntax nested without end. The compiler looks after its stack in some places where it binds, but not in all, and where it does not,
/// the process ends: what nobody would write, and text half deleted may hold, must not be asked for.
/// </summary>
internal static class Nesting
{
    private const int Deepest = 500;

    /// <summary>Whether a class lies too deep but for its bodies, or what the types around it derive from.</summary>
    public static bool IsTooDeep(TypeDeclarationSyntax type) => IsTooDeep(
        [type, .. type.Ancestors().OfType<TypeDeclarationSyntax>().Select(outer => outer.BaseList).OfType<SyntaxNode>()],
        node => node is not (BlockSyntax or ArrowExpressionClauseSyntax));

    /// <summary>Whether a method lies too deep, its body included.</summary>
    public static bool IsTooDeep(MethodDeclarationSyntax method) => IsTooDeep([method], _ => true);

    private static bool IsTooDeep(IEnumerable<SyntaxNode> roots, Func<SyntaxNode, bool> isWithin)
    {
        var open = new Stack<(SyntaxNode Node, int Depth)>(roots.Select(root => (root, 0)));
        while (open.Count > 0)
        {
            (SyntaxNode node, int depth) = open.Pop();
            if (depth > Deepest)
                return true;
            // A long sum leans to the left as deeply as it is long, and is bound without recursion.
            SyntaxNode? left = (node as BinaryExpressionSyntax)?.Left;
            foreach (SyntaxNode child in node.ChildNodes().Where(isWithin))
                open.Push((child, child == left && child is BinaryExpressionSyntax ? depth : depth + 1));
        }
        return false;
    }
}
