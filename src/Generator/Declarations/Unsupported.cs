using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Diagnostics for C# outside the grammar: what it is, and what to write instead.</summary>
internal static class Unsupported
{
    private const string Assignment = "assign to a local in a separate statement";
    private const string Ready = "use values that are already computed";

    public static void Statement(ReadingContext context, IOperation statement)
    {
        if (statement is ILocalFunctionOperation)
        {
            LocalFunction(context, statement.Syntax);
            return;
        }
        (string what, string instead) = statement switch
        {
            ILoopOperation => ("A loop", "write its terms out, or use a closed form"),
            ISwitchOperation => ("A 'switch' statement", "use 'if' and 'else'"),
            ITryOperation => ("A 'try' statement", "remove it: nothing in a loss throws"),
            IThrowOperation => ("A 'throw' statement", "return a value for every row ('double.NaN' is one)"),
            IUsingOperation or IUsingDeclarationOperation => ("A 'using' statement", "a loss has nothing to dispose"),
            ILockOperation => ("A 'lock' statement", "a loss has no shared state"),
            IBranchOperation or ILabeledOperation => ("A jump", "use 'if', 'else' and 'return'"),
            IReturnOperation => ("A 'yield' statement", "return one number"),
            _ => ("This statement", "a loss consists of locals, assignments, 'if', 'else' and 'return'"),
        };
        Report(context, statement.Syntax, what, instead);
    }

    /// <summary>Reports a local function at its declaration, not at its calls.</summary>
    public static Expr LocalFunction(ReadingContext context, SyntaxNode declaration) =>
        Report(context, declaration, "A local function", $"make it a static method of '{context.LossClass.Name}'");

    /// <summary>Reports a statement at its first token, because a statement can be long.</summary>
    private static Expr Report(ReadingContext context, SyntaxNode statement, string what, string instead) =>
        context.Report(LossDiagnostics.UnsupportedStatement, statement, statement.GetFirstToken().GetLocation(), what, instead);

    public static void ExpressionStatement(ReadingContext context, IExpressionStatementOperation statement)
    {
        (string what, string instead) = statement.Operation switch
        {
            IIncrementOrDecrementOperation step => ("'++' and '--'", $"write '{step.Target.Syntax} += 1' or '{step.Target.Syntax} -= 1'"),
            IInvocationOperation { Type.SpecialType: SpecialType.System_Void } =>
                ("A call without a value", "remove it, or let it return a 'double'"),
            IInvocationOperation => ("A call whose value is not used", "use its value, or remove it"),
            IAwaitOperation => ("'await'", Ready),
            IDeconstructionAssignmentOperation => ("A deconstruction", "assign to each local in a separate statement"),
            IAssignmentOperation =>
                ("An assignment to something other than a local or a parameter", "assign to a local of type 'double' or 'bool'"),
            _ => ("This statement", "a loss consists of locals, assignments, 'if', 'else' and 'return'"),
        };
        context.Report(LossDiagnostics.UnsupportedStatement, statement.Operation.Syntax, what, instead);
    }

    public static Expr Expression(ReadingContext context, IOperation operation)
    {
        (string what, string instead) = operation switch
        {
            ISwitchExpressionOperation => ("A 'switch' expression", "use 'condition ? a : b'"),
            IIsPatternOperation or IIsTypeOperation => ("A pattern", "compare with '<', '<=', '>', '>=', '==' or '!='"),
            IIncrementOrDecrementOperation or IAssignmentOperation => ("An assignment within an expression", Assignment),
            IThrowOperation => ("A 'throw' expression", "give a value for every row ('double.NaN' is one)"),
            IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation =>
                ("A delegate", $"call a static method of '{context.LossClass.Name}'"),
            IArrayCreationOperation or IArrayElementReferenceOperation or ICollectionExpressionOperation =>
                ("An array", "use locals of type 'double'"),
            ITupleOperation => ("A tuple", "use locals of type 'double'"),
            IInstanceReferenceOperation => ("'this'", "use the parameters of 'Loss'"),
            IAwaitOperation => ("'await'", Ready),
            ICoalesceOperation or IConditionalAccessOperation => ("A nullable value", "use 'double', which is never null"),
            _ => ("This expression", "a loss consists of + - * /, comparisons, && || !, '?:', calls, parameters and statistics of the row"),
        };
        return context.Report(LossDiagnostics.UnsupportedExpression, operation.Syntax, what, instead);
    }
}
