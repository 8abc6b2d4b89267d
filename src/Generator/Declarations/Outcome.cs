using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>The effect of a sequence of statements.</summary>
/// <param name="Scope">The variables after the statements, where control reaches their end.</param>
/// <param name="Returned">The condition under which the statements return.</param>
/// <param name="Returns">The returned values with their conditions; the first whose condition holds is the returned value.</param>
internal readonly record struct Outcome(Scope Scope, Expr Returned, ImmutableList<(Expr Condition, Expr Value)> Returns)
{
    /// <summary>Whether control never reaches the end of the statements.</summary>
    public bool AlwaysReturns => Conditions.IsTrue(Returned);

    public static Outcome FallsThrough(Scope scope) => new(scope, Conditions.False, []);

    public static Outcome Return(Scope scope, Expr value) => new(scope, Conditions.True, [(Conditions.True, value)]);

    /// <summary>These statements followed by others, which run where these have not returned.</summary>
    public Outcome Then(Outcome next) => new(next.Scope, Conditions.Or(Returned, next.Returned), Returns.AddRange(next.Returns));

    /// <summary>The effect of an <c>if</c> statement.</summary>
    /// <param name="type">The return type of the method.</param>
    public static Outcome Branch(Expr condition, Outcome then, Outcome @else, ITypeSymbol type, ReadingContext context)
    {
        Scope scope = then.AlwaysReturns ? @else.Scope
            : @else.AlwaysReturns ? then.Scope
            : Scope.Merge(condition, then.Scope, @else.Scope, context);
        return new Outcome(
            scope,
            Conditions.ChooseCondition(condition, then.Returned, @else.Returned),
            then.ReturnsUnder(condition, type).AddRange(@else.ReturnsUnder(Conditions.Not(condition), type)));
    }

    /// <summary>The value returned by statements that always return; null if there is none.</summary>
    public Expr? Value(ITypeSymbol type)
    {
        // The last condition holds wherever none before it does.
        Expr? value = null;
        foreach ((Expr condition, Expr returned) in Returns.Reverse())
            value = value is null ? returned : Conditions.Choose(type, condition, returned, value);
        return value;
    }

    private ImmutableList<(Expr, Expr)> ReturnsUnder(Expr condition, ITypeSymbol type)
    {
        if (AlwaysReturns && Value(type) is { } value)
            return [(condition, value)];
        return Returns.ConvertAll(returned => (Conditions.And(condition, returned.Condition), returned.Value));
    }
}
