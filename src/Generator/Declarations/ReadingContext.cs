using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>The state that the readers of one declaration share: the compilation, the diagnostics, the names and the limits.</summary>
internal sealed class ReadingContext(
    INamedTypeSymbol lossClass, SemanticModel model, DiagnosticSink diagnostics, CancellationToken cancellation)
{
    /// <summary>More operations than any real loss has. Inlining grows exponentially where each method calls the next one twice.</summary>
    private const int MaximumSteps = 200_000;

    private readonly Dictionary<SyntaxTree, SemanticModel> _models = new() { [model.SyntaxTree] = model };
    private readonly ImmutableArray<NamedExpr>.Builder _locals = ImmutableArray.CreateBuilder<NamedExpr>();
    private readonly HashSet<NamedExpr> _seenLocals = [];
    private readonly ImmutableArray<SourceExpression>.Builder _sourceExpressions = ImmutableArray.CreateBuilder<SourceExpression>();
    private int _steps;

    /// <summary>The value of an expression that could not be read.</summary>
    public static readonly Expr Unknown = new Parameter(string.Empty);

    public INamedTypeSymbol LossClass { get; } = lossClass;

    /// <summary>Whether the function of a sum over classes is being read.</summary>
    public bool IsWithinSum { get; set; }

    /// <summary>Whether the transform of the logits is being read, before which a class has no probability.</summary>
    public bool IsWithinTransform { get; set; }

    public EquatableArray<NamedExpr> Locals => new(_locals.ToImmutable());

    public EquatableArray<SourceExpression> SourceExpressions => new(_sourceExpressions.ToImmutable());

    public CancellationToken Cancellation { get; } = cancellation;

    public static bool IsUnknown(Expr value) => ReferenceEquals(value, Unknown);

    public SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out SemanticModel? known))
            _models[tree] = known = model.Compilation.GetSemanticModel(tree);
        return known;
    }

    /// <summary>Counts one more operation.</summary>
    /// <exception cref="LossTooLargeException">There are too many, or they are nested too deeply for the stack.</exception>
    public void Step(IOperation operation)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (++_steps > MaximumSteps)
            throw new LossTooLargeException(operation.Syntax.GetLocation(), $"more than {MaximumSteps} operations after inlining");
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new LossTooLargeException(operation.Syntax.GetLocation(), "nested too deeply");
        }
    }

    /// <summary>Records the name of the user's variable that holds a value.</summary>
    public void Name(ISymbol variable, Expr value)
    {
        if (variable is not ILocalSymbol || value is not Operation)
            return;
        var named = new NamedExpr(variable.Name, value);
        if (_seenLocals.Add(named))
            _locals.Add(named);
    }

    /// <summary>Records where an expression stands in the source.</summary>
    public Expr Mark(SyntaxNode node, Expr value)
    {
        _sourceExpressions.Add(new SourceExpression(value, node.ToString(), LocationInfo.From(node.GetLocation())));
        return value;
    }

    /// <summary>Reports a fault in the body, unless the compiler reports an error there itself.</summary>
    public Expr Report(DiagnosticDescriptor descriptor, SyntaxNode node, params string[] arguments) =>
        Report(descriptor, node, node.GetLocation(), arguments);

    /// <summary>As above, with a location within the node.</summary>
    public Expr Report(DiagnosticDescriptor descriptor, SyntaxNode node, Location place, params string[] arguments)
    {
        if (HasErrors(node))
            diagnostics.NoteCompilerError();
        else
            diagnostics.Report(descriptor, place, arguments);
        return Unknown;
    }

    /// <summary>Reports that a row, a class of it or a class vector is used for itself.</summary>
    /// <param name="type">Which of them.</param>
    public Expr ReportEscape(SyntaxNode node, ITypeSymbol? type, string why) => ReportEscape(node, node.GetLocation(), type, why);

    /// <summary>As above, with a location within the node.</summary>
    public Expr ReportEscape(SyntaxNode node, Location place, ITypeSymbol? type, string why)
    {
        string what = KnownNames.IsRowClass(type) ? "A class can only be read for its properties"
            : KnownNames.IsClassVector(type) ? "A class vector can only be indexed"
            : "The row can only be read for its statistics";
        return Report(LossDiagnostics.RowEscapes, node, place, what, LossClass.Name, why);
    }

    /// <summary>Reports also where the compiler has an error, for errors that disappear once the code is generated.</summary>
    public Expr ReportAlways(DiagnosticDescriptor descriptor, SyntaxNode node, params string[] arguments)
    {
        diagnostics.Report(descriptor, node.GetLocation(), arguments);
        return Unknown;
    }

    /// <summary>The value of an expression that the compiler, or an earlier diagnostic, has rejected.</summary>
    public Expr Rejected()
    {
        diagnostics.NoteCompilerError();
        return Unknown;
    }

    private bool HasErrors(SyntaxNode node) =>
        ModelOf(node.SyntaxTree).GetDiagnostics(node.Span, Cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
