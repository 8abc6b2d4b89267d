using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SparseLsr.Gen.Generator.Diagnostics;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Warns of integer divisions in constants, such as <c>1 / 2</c>, which is 0, where a real number is used.</summary>
internal static class IntegerDivision
{
    public static void Check(ReadingContext context, IOperation? constant)
    {
        // Most constants are a literal or a name. A constant of an integer type is intended to be an integer.
        if (constant is null or ILiteralOperation or IFieldReferenceOperation or ILocalReferenceOperation || IsInteger(constant.Type))
            return;
        foreach (IBinaryOperation division in constant.DescendantsAndSelf().OfType<IBinaryOperation>().Where(LosesFraction))
        {
            string value = Convert.ToString(division.ConstantValue.Value, CultureInfo.InvariantCulture);
            context.Report(LossDiagnostics.IntegerDivision, division.Syntax, division.Syntax.ToString(), value, Cure(division));
        }
    }

    public static bool IsInteger(ITypeSymbol? type) =>
        type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private static bool LosesFraction(IBinaryOperation operation)
    {
        if (operation.OperatorKind != BinaryOperatorKind.Divide || !IsInteger(operation.Type) || !operation.ConstantValue.HasValue)
            return false;
        decimal divisor = ToDecimal(operation.RightOperand);
        return divisor != 0 && ToDecimal(operation.LeftOperand) % divisor != 0;
    }

    private static decimal ToDecimal(IOperation operand) => Convert.ToDecimal(operand.ConstantValue.Value, CultureInfo.InvariantCulture);

    private static string Cure(IBinaryOperation division)
    {
        string left = division.LeftOperand.Syntax.ToString(), right = division.RightOperand.Syntax.ToString();
        return left.All(char.IsDigit) ? $"{left}.0 / {right}" : $"(double){left} / {right}";
    }
}
