using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Reads calls: functions with a derivative, and the class's own static methods, which are inlined.</summary>
internal sealed class CallReader(ReadingContext context, ExpressionReader expressions, MethodReader methods)
{
    private readonly SumReader _sums = new(context, expressions);

    public Expr Read(IInvocationOperation call, Scope scope)
    {
        IMethodSymbol method = call.TargetMethod;
        if (SumReader.IsSum(method))
            return context.Mark(call.Syntax, _sums.Read(call, scope));
        if (KnownFunctions.Find(method) is { } function)
            return context.Mark(call.Syntax, function([.. InOrder(call).Select(argument => expressions.Read(argument.Value, scope))]));
        if (KnownFunctions.FindDoublePrecision(method) is { } replacement)
            return RejectSinglePrecision(call, replacement, scope);
        if (method is { IsStatic: true, MethodKind: MethodKind.Ordinary }
            && SymbolEqualityComparer.Default.Equals(method.ContainingType, context.LossClass))
            return Inline(call, scope);
        if (method.MethodKind == MethodKind.LocalFunction)
            return Unsupported.LocalFunction(context, method.DeclaringSyntaxReferences[0].GetSyntax(context.Cancellation));
        if (ExpressionReader.IsOfRejected(call.Instance, scope))
            return context.Rejected();
        string accepted = $"{KnownFunctions.Accepted}; static methods of '{context.LossClass.Name}' may be called too";
        return Reject(call, FindNearest(call, scope) is { } nearest ? $"{nearest} ({accepted})" : accepted);
    }

    /// <summary>The suggested replacement, or null.</summary>
    private string? FindNearest(IInvocationOperation call, Scope scope)
    {
        IMethodSymbol method = call.TargetMethod;
        // Without a step, the loss would have another value; so the step moves to the caller.
        if (KnownFunctions.IsStep(method) && call.Arguments.All(argument => RowInvariance.Holds(argument.Value, scope)))
            return "its argument is the same for every row: let the callers of the constructor pass the rounded value";
        // The user's own methods have source text that can be moved.
        bool isWritten = method is
        { IsStatic: true, MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension, DeclaringSyntaxReferences.IsEmpty: false }
            or { ReducedFrom.DeclaringSyntaxReferences.IsEmpty: false };
        return isWritten ? $"make it a static method of '{context.LossClass.Name}'" : KnownFunctions.FindNearest(method);
    }

    private Expr Inline(IInvocationOperation call, Scope scope)
    {
        IMethodSymbol method = call.TargetMethod;
        if (methods.IsOpen(method))
            return context.Report(LossDiagnostics.Recursion, call.Syntax, method.Name);
        if (FindObstacle(method) is { } obstacle)
            return Reject(call, obstacle);
        if (method.Parameters.FirstOrDefault(KnownNames.IsPerRow) is { } input)
        {
            const string Instead = "inputs are parameters of 'Loss' and 'Logit', which pass them on: remove [PerRow] there";
            return context.Report(LossDiagnostics.UnsupportedInput, call.Syntax, input.Name, $"is a parameter of '{method.Name}'", Instead);
        }

        if (method.Parameters.FirstOrDefault(KnownNames.IsLearned) is { } learned)
        {
            const string Instead = "learned parameters are those of 'Loss' and 'Logit', which pass them on: remove [Learned] there";
            return context.Report(LossDiagnostics.UnsupportedLearned, call.Syntax, learned.Name, $"is one of '{method.Name}'", Instead);
        }

        Scope arguments = Scope.Empty;
        foreach (IArgumentOperation argument in InOrder(call))
        {
            if (KnownNames.IsRow(argument.Parameter!.Type))
                CheckDeclared(argument.Value, "the parameter is the only row");
            else if (KnownNames.IsRowClass(argument.Parameter.Type))
                CheckDeclared(argument.Value, "the parameter of the lambda is the only one");
            else if (KnownNames.IsClassVector(argument.Parameter.Type))
                arguments = arguments.With(argument.Parameter, expressions.ReadVector(argument.Value, scope));
            else
                arguments = arguments.With(argument.Parameter, expressions.Read(argument.Value, scope));
        }
        return methods.Read(method, arguments);
    }

    private static string? FindObstacle(IMethodSymbol method)
    {
        if (!IsValue(method.ReturnType) || method.RefKind != RefKind.None)
            return "a method that a loss calls returns 'double' or 'bool'";
        if (method.IsGenericMethod || method.IsAsync)
            return "a method that a loss calls is neither generic nor async";
        return method.Parameters.All(IsSupported)
            ? null
            : "a method that a loss calls takes 'Row', 'RowClass', 'ClassVector', 'double' and 'bool' by value";
    }

    private static bool IsSupported(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None
        && (IsValue(parameter.Type) || KnownNames.IsRow(parameter.Type) || KnownNames.IsRowClass(parameter.Type)
            || KnownNames.IsClassVector(parameter.Type));

    private static bool IsValue(ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Boolean;

    /// <summary>A row, or a class of it, that a method is given is the one that the loss was given.</summary>
    private void CheckDeclared(IOperation argument, string instead)
    {
        // A local that holds one has been rejected at its declaration.
        if (argument is not (IParameterReferenceOperation or ILocalReferenceOperation))
            context.ReportEscape(argument.Syntax, argument.Type, instead);
    }

    private Expr RejectSinglePrecision(IInvocationOperation call, string replacement, Scope scope)
    {
        // Conversions to float disappear together with the call.
        foreach (IOperation argument in call.Arguments.Select(argument => argument.Value))
        {
            bool isConverted = argument is IConversionOperation { ConstantValue.HasValue: false };
            expressions.Read(isConverted ? ((IConversionOperation)argument).Operand : argument, scope);
        }
        string type = call.TargetMethod.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        string written = $"{type}.{call.TargetMethod.Name}";
        return context.ReportAlways(LossDiagnostics.SinglePrecisionFunction, call.Syntax, written, replacement);
    }

    private Expr Reject(IInvocationOperation call, string instead)
    {
        string written = $"{call.TargetMethod.ContainingType?.Name}.{call.TargetMethod.Name}";
        return context.Report(LossDiagnostics.UnsupportedCall, call.Syntax, written, instead);
    }

    /// <summary>The arguments in the order of the parameters.</summary>
    private static IEnumerable<IArgumentOperation> InOrder(IInvocationOperation call) =>
        call.Arguments.Where(argument => argument.Parameter is not null).OrderBy(argument => argument.Parameter!.Ordinal);
}
