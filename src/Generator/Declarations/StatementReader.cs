using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Executes a method's statements symbolically.</summary>
/// <param name="type">The return type of the method.</param>
internal sealed class StatementReader(ReadingContext context, ExpressionReader expressions, ITypeSymbol type)
{
    public Outcome Read(IEnumerable<IOperation> statements, Scope scope)
    {
        var outcome = Outcome.FallsThrough(scope);
        foreach (IOperation statement in statements)
        {
            if (outcome.AlwaysReturns)
                break;
            outcome = outcome.Then(Read(statement, outcome.Scope));
        }
        return outcome;
    }

    private Outcome Read(IOperation statement, Scope scope)
    {
        context.Step(statement);
        switch (statement)
        {
            case IBlockOperation block:
                return Read(block.Operations, scope);
            case IConditionalOperation conditional:
                return ReadIf(conditional, scope);
            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value }:
                return Outcome.Return(scope, context.Mark(value.Syntax, expressions.Read(value, scope)));
            case IVariableDeclarationGroupOperation group:
                return Outcome.FallsThrough(Declare(group, scope));
            case IExpressionStatementOperation expression:
                return Outcome.FallsThrough(Assign(expression, scope));
            case IEmptyOperation:
                return Outcome.FallsThrough(scope);
            case IInvalidOperation:
                context.Rejected();
                return Outcome.FallsThrough(scope);
            default:
                Unsupported.Statement(context, statement);
                return Outcome.FallsThrough(scope);
        }
    }

    private Outcome ReadIf(IConditionalOperation conditional, Scope scope)
    {
        Expr condition = expressions.Read(conditional.Condition, scope);
        Outcome then = Read(conditional.WhenTrue, scope);
        Outcome @else = conditional.WhenFalse is { } whenFalse ? Read(whenFalse, scope) : Outcome.FallsThrough(scope);
        return Outcome.Branch(condition, then, @else, type, context);
    }

    private Scope Declare(IVariableDeclarationGroupOperation group, Scope scope)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            IOperation? initial = declarator.GetVariableInitializer()?.Value;
            if (declarator.Symbol.IsConst)
                IntegerDivision.Check(context, initial);
            else if (!IsSupported(declarator))
                scope = scope.With(declarator.Symbol, ReadingContext.Unknown);
            else if (initial is not null)
                scope = Set(declarator.Symbol, expressions.Read(initial, scope), scope);
        }
        return scope;
    }

    private bool IsSupported(IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local is { IsRef: false, Type.SpecialType: SpecialType.System_Double or SpecialType.System_Boolean })
            return true;
        if (IsHandle(local.Type))
        {
            context.ReportEscape(declarator.Syntax, local.Locations[0], local.Type, "use the parameter instead of a local");
            return false;
        }
        string what = $"The local '{local.Name}' is of type '{(local.IsRef ? "ref " : "")}{local.Type.ToDisplayString()}'";
        string instead = local.Type switch
        {
            { TypeKind: TypeKind.Delegate } => $"make it a static method of '{context.LossClass.Name}'",
            { TypeKind: TypeKind.Array } or { IsTupleType: true } => "use a local for each element",
            _ => $"declare it 'double {local.Name}', or make it const",
        };
        context.Report(LossDiagnostics.UnsupportedType, declarator.Syntax, local.Locations[0], what, instead);
        return false;
    }

    private Scope Assign(IExpressionStatementOperation statement, Scope scope)
    {
        switch (statement.Operation)
        {
            case ISimpleAssignmentOperation { IsRef: false } assignment when FindVariable(assignment.Target) is { } variable:
                return Set(variable, expressions.Read(assignment.Value, scope), scope);
            case ICompoundAssignmentOperation assignment when FindVariable(assignment.Target) is { } variable:
                return Set(variable, expressions.ReadCompound(assignment, scope), scope);
            case IAssignmentOperation { Target: IParameterReferenceOperation target } assignment when IsHandle(target.Type):
                context.ReportEscape(assignment.Syntax, target.Type, "it cannot be assigned to");
                return scope;
            case IInvalidOperation:
                context.Rejected();
                return scope;
            default:
                Unsupported.ExpressionStatement(context, statement);
                return scope;
        }
    }

    private static ISymbol? FindVariable(IOperation target) => target switch
    {
        ILocalReferenceOperation { IsDeclaration: false } local => local.Local,
        IParameterReferenceOperation parameter when !IsHandle(parameter.Type) => parameter.Parameter,
        _ => null,
    };

    private static bool IsHandle(ITypeSymbol? type) =>
        KnownNames.IsRow(type) || KnownNames.IsRowClass(type) || KnownNames.IsClassVector(type);

    private Scope Set(ISymbol variable, Expr value, Scope scope)
    {
        context.Name(variable, value);
        return scope.With(variable, value);
    }
}
