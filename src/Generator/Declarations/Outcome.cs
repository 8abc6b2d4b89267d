using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>What statements come to.</summary>
/// <param name="Scope">The variables, where control goes on behind the statements.</param>
/// <param name="Returned">The condition under which they have returned instead.</param>
/// <param name="Returns">What they have returned then: the value of the first whose condition holds.</param>
internal readonly record struct Outcome(Scope Scope, Expr Returned, ImmutableList<(Expr Condition, Expr Value)> Returns)
{
    public bool NeverGoesOn => Conditions.IsTrue(Returned);

    public static Outcome GoesOn(Scope scope) => new(scope, Conditions.False, []);

    public static Outcome Return(Scope scope, Expr value) => new(scope, Conditions.True, [(Conditions.True, value)]);

    /// <summary>These statements, then others where they have not returned.</summary>
    public Outcome Then(Outcome next) => new(next.Scope, Conditions.Or(Returned, next.Returned), Returns.AddRange(next.Returns));

    /// <summary>One of two branches.</summary>
    /// <param name="type">The type that is returned.</param>
    public static Outcome Branch(Expr condition, Outcome then, Outcome @else, ITypeSymbol type, ReadingContext context)
    {
        Scope scope = then.NeverGoesOn ? @else.Scope
            : @else.NeverGoesOn ? then.Scope
            : Scope.Merge(condition, then.Scope, @else.Scope, context);
        return new Outcome(
            scope,
            Conditions.ChooseCondition(condition, then.Returned, @else.Returned),
            then.ReturnsUnder(condition, type).AddRange(@else.ReturnsUnder(Conditions.Not(condition), type)));
    }

    /// <summary>What is returned by statements that never go on, null if there is none.</summary>
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
        if (NeverGoesOn && Value(type) is { } value)
            return [(condition, value)];
        return Returns.ConvertAll(returned => (Conditions.And(condition, returned.Condition), returned.Value));
    }
}
