using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>What the readers of one declaration's body share: the compilation, what is wrong, the names found, and the limits.</summary>
internal sealed class ReadingContext(
    INamedTypeSymbol lossClass, SemanticModel model, DiagnosticSink diagnostics, CancellationToken cancellation)
{
    /// <summary>More than any loss has: methods that call each other twice grow without bound when written out.</summary>
    private const int MaximumSteps = 200_000;

    private readonly Dictionary<SyntaxTree, SemanticModel> _models = new() { [model.SyntaxTree] = model };
    private readonly ImmutableArray<NamedExpr>.Builder _locals = ImmutableArray.CreateBuilder<NamedExpr>();
    private readonly HashSet<NamedExpr> _seenLocals = [];
    private readonly ImmutableArray<Site>.Builder _sites = ImmutableArray.CreateBuilder<Site>();
    private int _steps;

    /// <summary>Stands for a value that could not be read.</summary>
    public static readonly Expr Unknown = new Parameter(string.Empty);

    public INamedTypeSymbol LossClass { get; } = lossClass;

    public EquatableArray<NamedExpr> Locals => new(_locals.ToImmutable());

    public EquatableArray<Site> Sites => new(_sites.ToImmutable());

    public CancellationToken Cancellation { get; } = cancellation;

    public static bool IsUnknown(Expr value) => ReferenceEquals(value, Unknown);

    public SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out SemanticModel? known))
            _models[tree] = known = model.Compilation.GetSemanticModel(tree);
        return known;
    }

    /// <summary>Counts one more operation read.</summary>
    /// <exception cref="LossTooLargeException">There are too many, or they are nested too deeply for the stack.</exception>
    public void Step(IOperation operation)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (++_steps > MaximumSteps)
            throw new LossTooLargeException(operation.Syntax.GetLocation(), $"more than {MaximumSteps} operations when written out");
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new LossTooLargeException(operation.Syntax.GetLocation(), "nested too deeply");
        }
    }

    /// <summary>Remembers the name that the user gave a value.</summary>
    public void Name(ISymbol variable, Expr value)
    {
        if (variable is not ILocalSymbol || value is not Operation)
            return;
        var named = new NamedExpr(variable.Name, value);
        if (_seenLocals.Add(named))
            _locals.Add(named);
    }

    /// <summary>Remembers where a piece of the loss stands.</summary>
    public Expr Mark(SyntaxNode node, Expr value)
    {
        _sites.Add(new Site(value, node.ToString(), LocationInfo.From(node.GetLocation())));
        return value;
    }

    /// <summary>Reports what is wrong with a piece of the body, unless C# reports an error there itself.</summary>
    public Expr Report(DiagnosticDescriptor descriptor, SyntaxNode node, params string[] arguments) =>
        Report(descriptor, node, node.GetLocation(), arguments);

    /// <summary>As above, with a place within the node.</summary>
    public Expr Report(DiagnosticDescriptor descriptor, SyntaxNode node, Location place, params string[] arguments)
    {
        if (HasErrors(node))
            diagnostics.Break();
        else
            diagnostics.Report(descriptor, place, arguments);
        return Unknown;
    }

    /// <summary>Reports even where C# has an error of its own, which is going to vanish with the generated code.</summary>
    public Expr ReportAlways(DiagnosticDescriptor descriptor, SyntaxNode node, params string[] arguments)
    {
        diagnostics.Report(descriptor, node.GetLocation(), arguments);
        return Unknown;
    }

    /// <summary>A value that C# itself, or an earlier diagnostic, has refused.</summary>
    public Expr Refused()
    {
        diagnostics.Break();
        return Unknown;
    }

    private bool HasErrors(SyntaxNode node) =>
        ModelOf(node.SyntaxTree).GetDiagnostics(node.Span, Cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
