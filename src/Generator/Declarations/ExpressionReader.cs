using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Turns C# expressions into expressions of parameters and row statistics.</summary>
internal sealed class ExpressionReader
{
    private readonly ReadingContext _context;
    private readonly OperatorReader _operators;
    private readonly CallReader _calls;

    public ExpressionReader(ReadingContext context, MethodReader methods)
    {
        _context = context;
        _operators = new OperatorReader(context, this);
        _calls = new CallReader(context, this, methods);
    }

    public Expr Read(IOperation operation, Scope scope)
    {
        _context.Step(operation);
        if (operation.ConstantValue.HasValue)
            return ReadConstant(operation);
        return operation switch
        {
            IBinaryOperation binary => _operators.Read(binary, scope),
            IUnaryOperation unary => _operators.Read(unary, scope),
            IConversionOperation conversion => ReadConversion(conversion, scope),
            IConditionalOperation conditional => ReadConditional(conditional, scope),
            ILocalReferenceOperation local => scope.Find(local.Local) ?? _context.Rejected(),
            IParameterReferenceOperation parameter => ReadParameter(parameter, scope),
            IInvocationOperation call => _calls.Read(call, scope),
            IInvalidOperation invalid => ReadInvalid(invalid),
            _ when operation.ChildOperations.Any(child => IsOfRejected(child, scope)) => _context.Rejected(),
            IPropertyReferenceOperation property when KnownNames.IsRowClass(property.Property.ContainingType) => ReadClassProperty(property),
            IPropertyReferenceOperation { Property.IsIndexer: true } element
                when KnownNames.IsClassVector(element.Property.ContainingType) => ReadElement(element, scope),
            IPropertyReferenceOperation property => ReadProperty(property),
            IFieldReferenceOperation field => Report(field.Syntax, field.Field, FieldText(field.Field)),
            _ => Unsupported.Expression(_context, operation),
        };
    }

    public Expr ReadCompound(ICompoundAssignmentOperation assignment, Scope scope) => _operators.Read(assignment, scope);

    private Expr ReadConstant(IOperation operation)
    {
        IntegerDivision.Check(_context, operation);
        return operation.ConstantValue.Value switch
        {
            bool condition => Conditions.From(condition),
            char character => (double)character,
            null or string => ReportType(operation, $"'{operation.Syntax}' is not a number", "use a number"),
            IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
            _ => Unsupported.Expression(_context, operation),
        };
    }

    private Expr ReadConversion(IConversionOperation conversion, Scope scope)
    {
        ITypeSymbol? source = conversion.Operand.Type, target = conversion.Type;
        if (KnownNames.IsRow(source) || KnownNames.IsRowClass(source) || KnownNames.IsClassVector(source))
            return _context.ReportEscape(conversion.Syntax, source, "it cannot be converted");
        bool isExact = conversion.OperatorMethod is null && (IsNumber(source) && target?.SpecialType == SpecialType.System_Double
            || IntegerDivision.IsInteger(source) && IntegerDivision.IsInteger(target) && conversion.IsImplicit
            // The operand is the fault, not its conversion.
            || conversion.Operand is IThrowOperation || source is { TypeKind: TypeKind.Error }
            || SymbolEqualityComparer.Default.Equals(source, target));
        return isExact
            ? Read(conversion.Operand, scope)
            : ReportType(
                conversion,
                $"This is a conversion from '{source}' to '{target}'",
                target?.SpecialType == SpecialType.System_Double
                    ? $"compute '{conversion.Operand.Syntax}' in 'double'"
                    : "remove it, or convert to 'double'");
    }

    private Expr ReadConditional(IConditionalOperation conditional, Scope scope)
    {
        Expr condition = Read(conditional.Condition, scope);
        Expr then = Read(conditional.WhenTrue, scope);
        Expr @else = conditional.WhenFalse is { } whenFalse ? Read(whenFalse, scope) : _context.Rejected();
        return Conditions.Choose(conditional.Type, condition, then, @else);
    }

    private Expr ReadParameter(IParameterReferenceOperation reference, Scope scope)
    {
        string? instead = KnownNames.IsRow(reference.Type) ? "use one of its statistics"
            : KnownNames.IsRowClass(reference.Type) ? "use one of its properties"
            : KnownNames.IsClassVector(reference.Type)
                ? $"write '{reference.Syntax}[c]' for a class, or '{reference.Syntax}[row]' for the target"
            : null;
        return instead is null
            ? scope.Find(reference.Parameter) ?? _context.Rejected()
            : _context.ReportEscape(reference.Syntax, reference.Type, instead);
    }

    /// <summary>The vector that an argument or an instance is: one of the parameters.</summary>
    public Expr ReadVector(IOperation vector, Scope scope) => vector is IParameterReferenceOperation parameter
        ? scope.Find(parameter.Parameter) ?? _context.Rejected()
        : _context.ReportEscape(vector.Syntax, vector.Type, "the parameters are the only ones");

    private Expr ReadElement(IPropertyReferenceOperation reference, Scope scope)
    {
        IOperation index = reference.Arguments[0].Value;
        if (ReadVector(reference.Instance!, scope) is not ClassElement vector)
            return ReadingContext.Unknown;
        if (vector.IsInput && KnownNames.IsRow(index.Type))
        {
            string instead = $"index it by a class, as in 'row.Sum(c => c.IsTarget ? {vector.Vector}[c] : 0)'";
            return _context.Report(LossDiagnostics.UnsupportedInput, reference.Syntax, vector.Vector, "is indexed by a row", instead);
        }
        return index is IParameterReferenceOperation or ILocalReferenceOperation
            ? vector with { IsOfTarget = KnownNames.IsRow(index.Type) }
            : _context.ReportEscape(index.Syntax, index.Type, "the parameter is the only one");
    }

    private Expr ReadClassProperty(IPropertyReferenceOperation reference)
    {
        if (_context.IsWithinTransform && reference.Property.Name is "Prob" or "LogProb")
        {
            const string Instead = "use 'c.Logit', 'c.IsTarget' and 'c.Index'";
            string what = $"uses 'c.{reference.Property.Name}', which follows from what it returns";
            return _context.Report(LossDiagnostics.UnsupportedTransform, reference.Syntax, what, Instead);
        }
        if (reference.Instance is IParameterReferenceOperation or ILocalReferenceOperation)
            return KnownNames.FindClassProperty(reference.Property.Name) ?? Report(reference.Syntax, reference.Property, "a property");
        IOperation @class = reference.Instance ?? reference;
        return _context.ReportEscape(@class.Syntax, reference.Property.ContainingType, "the parameter of the lambda is the only one");
    }

    private Expr ReadProperty(IPropertyReferenceOperation reference)
    {
        if (!KnownNames.IsRow(reference.Property.ContainingType) || KnownNames.FindStatistic(reference.Property.Name) is not { } statistic)
            return Report(reference.Syntax, reference.Property, "a property");
        // A local that holds the row has been rejected at its declaration.
        if (reference.Instance is IParameterReferenceOperation or ILocalReferenceOperation)
            return statistic;
        IOperation row = reference.Instance ?? reference;
        return _context.ReportEscape(row.Syntax, row.Type, "the parameter is the only row");
    }

    /// <summary>
    /// Invalid code is reported by the compiler, with three exceptions: a generated member does not exist yet; for a function that takes
    /// <c>float</c> the compiler only reports that a statistic is not a <c>float</c>; and for an unknown member of the row it does not say
    /// which members exist.
    /// </summary>
    private Expr ReadInvalid(IInvalidOperation invalid)
    {
        foreach (InvocationExpressionSyntax call in invalid.Syntax.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>())
        {
            if (KnownNames.IsGeneratedMember(NameOf(call)))
            {
                const string Instead = "it is generated from a loss; call a static method that you wrote";
                return _context.ReportAlways(LossDiagnostics.UnsupportedCall, call, NameOf(call), Instead);
            }
            if (KnownFunctions.FindDoublePrecision(call, _context.ModelOf(call.SyntaxTree)) is { } replacement)
                return _context.ReportAlways(LossDiagnostics.SinglePrecisionFunction, call, call.Expression.ToString(), replacement);
        }
        foreach (MemberAccessExpressionSyntax access in invalid.Syntax.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>())
        {
            SemanticModel model = _context.ModelOf(access.SyntaxTree);
            if (access.Name.Identifier.ValueText.Length == 0
                || model.GetSymbolInfo(access, _context.Cancellation) is not { Symbol: null, CandidateSymbols.IsEmpty: true })
                continue;
            ITypeSymbol? type = model.GetTypeInfo(access.Expression, _context.Cancellation).Type;
            if (KnownNames.IsRow(type) || KnownNames.IsRowClass(type))
            {
                return _context.ReportAlways(
                    LossDiagnostics.UnsupportedMember, access, access.Name.ToString(), $"not a member of '{type!.Name}'",
                    KnownNames.IsRow(type) ? KnownNames.Statistics : KnownNames.ClassProperties);
            }
        }
        return _context.Rejected();
    }

    private static string FieldText(IFieldSymbol field) => field switch
    {
        { IsStatic: true, IsReadOnly: true, Type.SpecialType: SpecialType.System_Double } =>
            "a 'static readonly' field, whose value the generator does not know: declare it 'const', or make it a parameter of 'Loss'",
        { DeclaringSyntaxReferences.IsEmpty: false, IsImplicitlyDeclared: false } =>
            "a field that is not const: declare it 'const', or make it a parameter of 'Loss'",
        _ => "a field that is not const",
    };

    /// <summary>Whether an operand is a variable that has been rejected already, so that no further diagnostic is needed.</summary>
    public static bool IsOfRejected(IOperation? operand, Scope scope) => operand switch
    {
        IConversionOperation conversion => IsOfRejected(conversion.Operand, scope),
        ILocalReferenceOperation local => scope.Find(local.Local) is not { } value || ReadingContext.IsUnknown(value),
        IParameterReferenceOperation parameter => scope.Find(parameter.Parameter) is { } value && ReadingContext.IsUnknown(value),
        _ => false,
    };

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => string.Empty,
    };

    private Expr Report(SyntaxNode node, ISymbol member, string what) =>
        _context.Report(LossDiagnostics.UnsupportedMember, node, member.Name, what, KnownNames.Statistics);

    public Expr ReportType(IOperation operation, string what, string instead) =>
        _context.Report(LossDiagnostics.UnsupportedType, operation.Syntax, what, instead);

    /// <summary>Whether the values of the type that the grammar allows are exact in a double.</summary>
    public static bool IsNumber(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single || IntegerDivision.IsInteger(type);
}
