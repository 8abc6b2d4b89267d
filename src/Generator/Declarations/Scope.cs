using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>What every variable stands for at one point of a method.</summary>
internal sealed class Scope
{
    public static readonly Scope Empty = new(ImmutableDictionary.Create<ISymbol, Expr>(SymbolEqualityComparer.Default));

    private readonly ImmutableDictionary<ISymbol, Expr> _values;

    private Scope(ImmutableDictionary<ISymbol, Expr> values) => _values = values;

    public Expr? Find(ISymbol variable) => _values.TryGetValue(variable, out Expr? value) ? value : null;

    public Scope With(ISymbol variable, Expr value) => new(_values.SetItem(variable, value));

    /// <summary>
    /// The scope after a condition: variables with another value in each branch are chosen between. A variable that only one
    /// branch knows has that value, because C# lets nobody read it where the other branch was taken.
    /// </summary>
    public static Scope Merge(Expr condition, Scope then, Scope @else, ReadingContext context)
    {
        if (ReferenceEquals(then._values, @else._values))
            return then;
        ImmutableDictionary<ISymbol, Expr>.Builder merged = @else._values.ToBuilder();
        // In the order of declaration: a dictionary's own order differs from run to run.
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
