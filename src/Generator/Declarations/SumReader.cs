using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// Reads <c>row.Sum(c => …)</c> and <c>row.SumOthers(c => …)</c>. The target's term is taken out of a sum over all classes and becomes an
/// expression of the row, so that only sums over the other classes are left.
/// </summary>
internal sealed class SumReader(ReadingContext context, ExpressionReader expressions)
{
    private const string Sum = "Sum";
    private const string SumOthers = "SumOthers";

    public static bool IsSum(IMethodSymbol method) => KnownNames.IsRow(method.ContainingType) && method.Name is Sum or SumOthers;

    public Expr Read(IInvocationOperation call, Scope scope)
    {
        if (call.Instance is not (IParameterReferenceOperation or ILocalReferenceOperation))
            return context.ReportEscape((call.Instance ?? call).Syntax, call.Instance?.Type, "the parameter is the only row");
        if (context.IsWithinSum)
            return Report(call, "stands within another sum", "sums are not nested; compute it before, in a local, if it is the same for every class");
        if (ExpressionReader.IsOfRejected(call.Arguments[0].Value, scope))
            return context.Rejected();
        if (call.Arguments[0].Value is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda })
            return Report(call, "has no lambda", $"write 'row.{call.TargetMethod.Name}(c => ...)'");
        if (FindOuterAssignment(lambda) is { } assignment)
        {
            const string Instead = "declare the local within it";
            return context.Report(
                LossDiagnostics.UnsupportedStatement, assignment.Syntax, "An assignment to a variable outside of the sum", Instead);
        }
        Expr term = ReadTerm(lambda, scope);
        if (ReadingContext.IsUnknown(term))
            return term;
        bool isOfAll = call.TargetMethod.Name == Sum;
        if (!new ClassDependence().Of(term))
        {
            string classes = isOfAll ? "row.Classes" : "(row.Classes - 1)";
            return Report(call, "adds up what is the same for every class", $"multiply it by '{classes}', or use the class 'c'");
        }
        Expr others = new Operation(Operator.SumOthers, Fold(ClassFunctions.OfOther(term)));
        return isOfAll ? Fold(ClassFunctions.OfTarget(term)) + others : others;
    }

    private Expr ReadTerm(IAnonymousFunctionOperation lambda, Scope scope)
    {
        context.IsWithinSum = true;
        Outcome outcome = new StatementReader(context, expressions, lambda.Symbol.ReturnType).Read(lambda.Body.Operations, scope);
        context.IsWithinSum = false;
        return outcome.AlwaysReturns && outcome.Value(lambda.Symbol.ReturnType) is { } value ? value : context.Rejected();
    }

    /// <summary>A term without the choices that are settled once it is known whether the class is the target.</summary>
    private static Expr Fold(Expr term) => term.Rewrite(node => node is not Operation operation ? node : operation.Operator switch
    {
        Operator.Not => Conditions.Not(operation.Operands[0]),
        Operator.And => Conditions.And(operation.Operands[0], operation.Operands[1]),
        Operator.Or => Conditions.Or(operation.Operands[0], operation.Operands[1]),
        Operator.Select when operation.Operands[0] is Constant => operation.Operands[Conditions.IsTrue(operation.Operands[0]) ? 1 : 2],
        _ => node,
    });

    /// <summary>An assignment within a lambda to what is declared outside of it; null if there is none.</summary>
    private static IOperation? FindOuterAssignment(IAnonymousFunctionOperation lambda)
    {
        foreach (IOperation operation in lambda.Body.Descendants())
        {
            IOperation? target = (operation as IAssignmentOperation)?.Target ?? (operation as IIncrementOrDecrementOperation)?.Target;
            ISymbol? variable = target switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            if (variable is not null && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, lambda.Symbol))
                return operation;
        }
        return null;
    }

    private Expr Report(IInvocationOperation call, string what, string instead) =>
        context.Report(LossDiagnostics.UnsupportedSum, call.Syntax, $"The sum 'row.{call.TargetMethod.Name}' {what}", instead);
}
