using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>The expression that each variable holds at one point of a method.</summary>
internal sealed class Scope
{
    public static readonly Scope Empty = new(ImmutableDictionary.Create<ISymbol, Expr>(SymbolEqualityComparer.Default));

    private readonly ImmutableDictionary<ISymbol, Expr> _values;

    private Scope(ImmutableDictionary<ISymbol, Expr> values) => _values = values;

    public Expr? Find(ISymbol variable) => _values.TryGetValue(variable, out Expr? value) ? value : null;

    public Scope With(ISymbol variable, Expr value) => new(_values.SetItem(variable, value));

    /// <summary>
    /// The scope after an <c>if</c> statement. A variable whose values differ becomes a choice between them. A variable that only one
    /// branch assigns has that value, because definite assignment rules out a read after the other branch.
    /// </summary>
    public static Scope Merge(Expr condition, Scope then, Scope @else, ReadingContext context)
    {
        if (ReferenceEquals(then._values, @else._values))
            return then;
        ImmutableDictionary<ISymbol, Expr>.Builder merged = @else._values.ToBuilder();
        // In the order of declaration, because the order of the dictionary differs from run to run.
        foreach (KeyValuePair<ISymbol, Expr> variable in then._values.OrderBy(variable => variable.Key.Locations[0].SourceSpan.Start))
        {
            if (!@else._values.TryGetValue(variable.Key, out Expr? other))
                merged[variable.Key] = variable.Value;
            else if (!ReferenceEquals(other, variable.Value))
                context.Name(variable.Key, merged[variable.Key] = Choose(variable.Key, condition, variable.Value, other));
        }
        return new Scope(merged.ToImmutable());
    }

    private static Expr Choose(ISymbol variable, Expr condition, Expr then, Expr @else)
    {
        ITypeSymbol? type = (variable as ILocalSymbol)?.Type ?? (variable as IParameterSymbol)?.Type;
        return Conditions.Choose(type, condition, then, @else);
    }
}
