using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Reads the value of a method as an expression of its arguments. Methods that it calls are inlined.</summary>
internal sealed class MethodReader
{
    private readonly ReadingContext _context;
    private readonly ExpressionReader _expressions;
    private readonly List<IMethodSymbol> _open = [];

    public MethodReader(ReadingContext context)
    {
        _context = context;
        _expressions = new ExpressionReader(context, this);
    }

    /// <summary>Whether the method is being inlined at the moment.</summary>
    public bool IsOpen(IMethodSymbol method) => _open.Contains(method, SymbolEqualityComparer.Default);

    public Expr Read(IMethodSymbol method, Scope arguments)
    {
        if (FindBody(method) is not { } body)
            return _context.Rejected();
        _open.Add(method);
        Outcome outcome = new StatementReader(_context, _expressions, method.ReturnType).Read(body.Operations, arguments);
        _open.RemoveAt(_open.Count - 1);
        // The compiler reports methods in which a path does not return.
        return outcome.AlwaysReturns && outcome.Value(method.ReturnType) is { } value ? value : _context.Rejected();
    }

    private IBlockOperation? FindBody(IMethodSymbol method)
    {
        SyntaxReference? reference = (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault();
        if (reference?.GetSyntax(_context.Cancellation) is not MethodDeclarationSyntax syntax)
            return null;
        if (Nesting.IsTooDeep(syntax))
            throw new LossTooLargeException(syntax.Identifier.GetLocation(), "nested too deeply");
        var body = _context.ModelOf(syntax.SyntaxTree).GetOperation(syntax, _context.Cancellation) as IMethodBodyOperation;
        return body?.BlockBody ?? body?.ExpressionBody;
    }
}
