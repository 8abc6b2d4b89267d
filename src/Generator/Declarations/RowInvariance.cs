using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Whether C# code has the same value for every row: whether it is computed from parameters and constants alone.</summary>
internal static class RowInvariance
{
    public static bool Holds(IOperation value, Scope scope) => value switch
    {
        { ConstantValue.HasValue: true } => true,
        IParameterReferenceOperation parameter => Holds(scope.Find(parameter.Parameter)),
        ILocalReferenceOperation local => Holds(scope.Find(local.Local)),
        IConversionOperation or IBinaryOperation or IUnaryOperation or IConditionalOperation or IArgumentOperation
            or IInvocationOperation { Instance: null } => value.ChildOperations.All(child => Holds(child, scope)),
        _ => false,
    };

    private static bool Holds(Expr? value) =>
        value is not null && !ReadingContext.IsUnknown(value) && value.PostOrder().All(node => node is Constant or Parameter or Operation);
}
