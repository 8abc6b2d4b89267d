using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Reads unary, binary and compound operators.</summary>
internal sealed class OperatorReader(ReadingContext context, ExpressionReader expressions)
{
    public Expr Read(IUnaryOperation unary, Scope scope)
    {
        Expr operand = expressions.Read(unary.Operand, scope);
        if (unary.OperatorMethod is null)
        {
            switch (unary.OperatorKind)
            {
                case UnaryOperatorKind.Plus when ExpressionReader.IsNumber(unary.Type):
                    return operand;
                case UnaryOperatorKind.Minus when ExpressionReader.IsNumber(unary.Type):
                    return -operand;
                case UnaryOperatorKind.Not when IsCondition(unary.Type):
                    return Conditions.Not(operand);
            }
        }
        return Reject(unary.Syntax, unary.Syntax.GetFirstToken().Text);
    }

    /// <summary>Reads the left operand without recursion, because a sum of ten thousand terms is nested that deeply to the left.</summary>
    public Expr Read(IBinaryOperation operation, Scope scope)
    {
        var open = new Stack<IBinaryOperation>();
        IOperation left = operation;
        while (left is IBinaryOperation { ConstantValue.HasValue: false } binary)
        {
            open.Push(binary);
            left = binary.LeftOperand;
        }
        Expr result = expressions.Read(left, scope);
        while (open.Count > 0)
        {
            IBinaryOperation binary = open.Pop();
            Expr right = expressions.Read(binary.RightOperand, scope);
            // A rejected operand has been reported already.
            if (ReadingContext.IsUnknown(result) || ReadingContext.IsUnknown(right))
                result = ReadingContext.Unknown;
            else
                result = IsBuiltIn(binary.OperatorMethod, binary.LeftOperand.Type, binary.RightOperand.Type)
                    ? Apply(binary, binary.OperatorKind, binary.Type, binary.LeftOperand.Type, result, right)
                    : Reject(binary.Syntax, Symbol(binary.OperatorKind));
        }
        return result;
    }

    public Expr Read(ICompoundAssignmentOperation assignment, Scope scope)
    {
        Expr left = expressions.Read(assignment.Target, scope);
        Expr right = expressions.Read(assignment.Value, scope);
        return IsBuiltIn(assignment.OperatorMethod, assignment.Target.Type, assignment.Value.Type)
            ? Apply(assignment, assignment.OperatorKind, assignment.Type, assignment.Target.Type, left, right)
            : Reject(assignment.Syntax, Symbol(assignment.OperatorKind) + "=");
    }

    private Expr Apply(
        IOperation operation, BinaryOperatorKind kind, ITypeSymbol? type, ITypeSymbol? operandType, Expr left, Expr right)
    {
        bool isCondition = IsCondition(operandType);
        switch (kind)
        {
            case BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide
                when type?.SpecialType != SpecialType.System_Double:
                return expressions.ReportType(
                    operation, $"This is arithmetic of type '{type}'", "write one operand as a 'double', as '2.0' or '(double)n'");
            case BinaryOperatorKind.Add:
                return left + right;
            case BinaryOperatorKind.Subtract:
                return left - right;
            case BinaryOperatorKind.Multiply:
                return left * right;
            case BinaryOperatorKind.Divide:
                return context.Mark(operation.Syntax, left / right);
            case BinaryOperatorKind.LessThan:
                return new Operation(Operator.Less, left, right);
            case BinaryOperatorKind.LessThanOrEqual:
                return new Operation(Operator.LessOrEqual, left, right);
            case BinaryOperatorKind.GreaterThan:
                return new Operation(Operator.Less, right, left);
            case BinaryOperatorKind.GreaterThanOrEqual:
                return new Operation(Operator.LessOrEqual, right, left);
            case BinaryOperatorKind.Equals:
                return isCondition ? Conditions.Agree(left, right) : new Operation(Operator.Equal, left, right);
            case BinaryOperatorKind.NotEquals:
                return Conditions.Not(isCondition ? Conditions.Agree(left, right) : new Operation(Operator.Equal, left, right));
            case BinaryOperatorKind.ConditionalAnd:
                return Conditions.And(left, right);
            case BinaryOperatorKind.ConditionalOr:
                return Conditions.Or(left, right);
            default:
                return Reject(operation.Syntax, Symbol(kind) + (operation is ICompoundAssignmentOperation ? "=" : ""));
        }
    }

    private static bool IsBuiltIn(IMethodSymbol? method, ITypeSymbol? left, ITypeSymbol? right) =>
        method is null && IsValue(left) && IsValue(right);

    private static bool IsValue(ITypeSymbol? type) => IsCondition(type) || ExpressionReader.IsNumber(type);

    private static bool IsCondition(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Boolean;

    private Expr Reject(SyntaxNode node, string symbol)
    {
        string instead = symbol switch
        {
            "&" or "|" => $"write '{symbol}{symbol}'",
            "^" => "write '!=' between conditions, 'Math.Pow' for a power",
            _ => "the operators on 'double' are + - * / and comparisons, on 'bool' && || ! == !=",
        };
        return context.Report(LossDiagnostics.UnsupportedOperator, node, symbol, instead);
    }

    private static string Symbol(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        BinaryOperatorKind.LeftShift => "<<",
        BinaryOperatorKind.RightShift => ">>",
        BinaryOperatorKind.UnsignedRightShift => ">>>",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        _ => kind.ToString(),
    };
}
