namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>Writes expressions in infix form with as few parentheses as C# needs.</summary>
internal sealed class ExprPrinter
{
    /// <summary>Deeper than any emitted expression. Deeper subexpressions are abbreviated.</summary>
    private const int DeepestNesting = 200;

    private readonly Notation _notation;

    private ExprPrinter(Notation notation) => _notation = notation;

    private enum Precedence
    {
        Conditional,
        Or,
        And,
        Equality,
        Relational,
        Additive,
        Multiplicative,
        Unary,
        Primary,
    }

    public static string Print(Expr expr) => Print(expr, DisplayNotation.Instance);

    public static string Print(Expr expr, Notation notation) => new ExprPrinter(notation).Write(expr, 0).Text;

    private (string Text, Precedence Precedence) Write(Expr expr, int depth)
    {
        if (depth > DeepestNesting)
            return ("…", Precedence.Primary);
        return expr switch
        {
            Constant { Value: var value } => (_notation.Number(value), IsNegative(value) ? Precedence.Unary : Precedence.Primary),
            Parameter parameter => (_notation.Name(parameter), Precedence.Primary),
            UntransformedLogit logit => (_notation.Name(logit), Precedence.Primary),
            RowInput input => (_notation.Name(input), Precedence.Primary),
            Statistic statistic => (_notation.Name(statistic), Precedence.Primary),
            SumValue sum => (_notation.Name(sum), Precedence.Primary),
            ClassElement element => (_notation.Name(element), Precedence.Primary),
            RowScalar scalar => (_notation.Name(scalar), Precedence.Primary),
            Operation operation when _notation.Name(operation) is { } name => (name, Precedence.Primary),
            Operation operation => WriteOperation(operation, depth + 1),
            _ => throw new InvalidOperationException($"No text for {expr.GetType().Name}."),
        };
    }

    private static bool IsNegative(double value) => value < 0 || (value == 0 && 1 / value < 0);

    private (string Text, Precedence Precedence) WriteOperation(Operation node, int depth)
    {
        string At(int operand, Precedence least) => Parenthesize(WriteOperand(node, operand, depth), least);
        switch (node.Operator)
        {
            case Operator.Add:
                return (WriteSum(node, depth), Precedence.Additive);
            case Operator.Multiply:
                // Only the first factor may be a bare quotient: a · (b / c) is not a · b / c in floating point.
                IEnumerable<string> factors = node.Operands.Select((_, i) => At(i, i == 0 ? Precedence.Multiplicative : Precedence.Unary));
                return (string.Join(" * ", factors), Precedence.Multiplicative);
            case Operator.Divide:
                return ($"{At(0, Precedence.Multiplicative)} / {At(1, Precedence.Unary)}", Precedence.Multiplicative);
            case Operator.Negate:
                // C# parses -a * b as (-a) * b, which has the same value as -(a * b).
                string operand = At(0, Precedence.Multiplicative);
                return operand.StartsWith("-", StringComparison.Ordinal)
                    ? ($"-({operand})", Precedence.Unary)
                    : ($"-{operand}", Precedence.Multiplicative);
            case Operator.Detach when !_notation.WritesDetach(node):
                return Write(node.Operands[0], depth);
        }
        if (!_notation.HasConditionalOperators)
            return Call(node, depth);
        return node.Operator switch
        {
            Operator.Less => ($"{At(0, Precedence.Additive)} < {At(1, Precedence.Additive)}", Precedence.Relational),
            Operator.LessOrEqual => ($"{At(0, Precedence.Additive)} <= {At(1, Precedence.Additive)}", Precedence.Relational),
            Operator.Equal => ($"{At(0, Precedence.Relational)} == {At(1, Precedence.Relational)}", Precedence.Equality),
            Operator.And => ($"{At(0, Precedence.And)} && {At(1, Precedence.Equality)}", Precedence.And),
            Operator.Or => ($"{At(0, Precedence.Or)} || {At(1, Precedence.And)}", Precedence.Or),
            Operator.Not => ($"!{At(0, Precedence.Unary)}", Precedence.Unary),
            Operator.Select =>
                ($"{At(0, Precedence.Or)} ? {At(1, Precedence.Or)} : {At(2, Precedence.Conditional)}", Precedence.Conditional),
            _ => Call(node, depth),
        };
    }

    private string WriteSum(Operation sum, int depth)
    {
        string text = Parenthesize(WriteOperand(sum, 0, depth), Precedence.Additive);
        for (int i = 1; i < sum.Operands.Count; i++)
        {
            string written = Parenthesize(WriteOperand(sum, i, depth), Precedence.Multiplicative);
            bool isNegative = written.StartsWith("-", StringComparison.Ordinal);
            text += isNegative ? $" - {written.Substring(1)}" : $" + {written}";
        }
        return text;
    }

    private (string Text, Precedence Precedence) Call(Operation node, int depth) =>
        (_notation.Call(node, node.Operands.Select((_, i) => WriteOperand(node, i, depth).Text).ToArray()), Precedence.Primary);

    private (string Text, Precedence Precedence) WriteOperand(Operation node, int operand, int depth)
    {
        (string Text, Precedence Precedence) written = Write(node.Operands[operand], depth);
        return _notation.IsNumberOf(node, node.Operands[operand]) ? (_notation.TensorOf(written.Text), Precedence.Primary) : written;
    }

    private static string Parenthesize((string Text, Precedence Precedence) written, Precedence least) =>
        written.Precedence < least ? $"({written.Text})" : written.Text;
}
