using System.Diagnostics;

namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>Checks that operations have the number of operands that their operator takes, and numbers and conditions where it takes them.</summary>
internal sealed class Verifier
{
    private readonly NodeAnalysis<ValueKind> _kinds = new(OfNode);

    /// <summary>Checks an expression between two rewrites; in Debug builds alone.</summary>
    /// <exception cref="InvalidOperationException">The expression is not well formed.</exception>
    [Conditional("DEBUG")]
    public void Verify(Expr expr) => Check(expr);

    /// <summary>Checks an expression.</summary>
    /// <returns>Whether it is a number or a condition.</returns>
    /// <exception cref="InvalidOperationException">The expression is not well formed.</exception>
    public ValueKind Check(Expr expr) => _kinds.Of(expr);

    private static ValueKind OfNode(Expr node, Func<Expr, ValueKind> of)
    {
        if (node is Constant constant)
            return constant.Value is 0 or 1 ? ValueKind.Either : ValueKind.Number;
        if (node is not Operation operation)
            return ValueKind.Number;
        (int least, int most) = Arity(operation.Operator);
        int count = operation.Operands.Count;
        if (count < least || count > most)
            throw new InvalidOperationException($"{operation.Operator} has {count} operands: {string.Join(", ", operation.Operands)}");
        for (int i = 0; i < count; i++)
        {
            ValueKind wanted = TakesCondition(operation.Operator, i) ? ValueKind.Condition : ValueKind.Number;
            if ((of(operation.Operands[i]) & wanted) == 0)
                throw new InvalidOperationException($"Operand {i} of {operation.Operator} is no {wanted.ToString().ToLowerInvariant()}: {node}");
        }
        return operation.Operator is Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Not
            ? ValueKind.Condition
            : ValueKind.Number;
    }

    private static (int Least, int Most) Arity(Operator @operator) => @operator switch
    {
        Operator.Add or Operator.Multiply => (2, int.MaxValue),
        Operator.Divide or Operator.MultiplyNoNan or Operator.Pow or Operator.Min or Operator.Max => (2, 2),
        Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.And or Operator.Or => (2, 2),
        Operator.Clamp or Operator.Select => (3, 3),
        _ => (1, 1),
    };

    private static bool TakesCondition(Operator @operator, int operand) => @operator switch
    {
        Operator.And or Operator.Or or Operator.Not => true,
        Operator.Select => operand == 0,
        _ => false,
    };
}
