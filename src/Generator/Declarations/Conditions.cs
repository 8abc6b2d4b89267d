using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// Conditions as expressions. Constant conditions are folded, so that no back end has to write true or false. A choice between two
/// conditions is written with And, Or and Not, so that the branches of Select are always numbers.
/// </summary>
internal static class Conditions
{
    public static readonly Expr True = Constant.One;
    public static readonly Expr False = Constant.Zero;

    public static Expr From(bool value) => value ? True : False;

    public static bool IsTrue(Expr condition) => condition is Constant { Value: 1 };

    public static bool IsFalse(Expr condition) => condition is Constant { Value: 0 };

    public static Expr Not(Expr operand)
    {
        if (operand is Constant)
            return From(IsFalse(operand));
        return operand is Operation { Operator: Operator.Not } negation ? negation.Operands[0] : new Operation(Operator.Not, operand);
    }

    public static Expr And(Expr left, Expr right)
    {
        if (IsFalse(left) || IsTrue(right))
            return left;
        return IsTrue(left) || IsFalse(right) ? right : new Operation(Operator.And, left, right);
    }

    public static Expr Or(Expr left, Expr right)
    {
        if (IsTrue(left) || IsFalse(right))
            return left;
        return IsFalse(left) || IsTrue(right) ? right : new Operation(Operator.Or, left, right);
    }

    /// <summary>The equality of two conditions.</summary>
    public static Expr Agree(Expr left, Expr right) => ChooseCondition(left, right, Not(right));

    /// <summary>The choice between two values of a C# type.</summary>
    public static Expr Choose(ITypeSymbol? type, Expr condition, Expr then, Expr @else)
    {
        if (ReferenceEquals(then, @else))
            return then;
        if (condition is Constant)
            return IsTrue(condition) ? then : @else;
        return type?.SpecialType == SpecialType.System_Boolean
            ? ChooseCondition(condition, then, @else)
            : new Operation(Operator.Select, condition, then, @else);
    }

    /// <summary>The choice between two conditions.</summary>
    public static Expr ChooseCondition(Expr condition, Expr then, Expr @else) =>
        ReferenceEquals(then, @else) ? then : Or(And(condition, then), And(Not(condition), @else));
}
