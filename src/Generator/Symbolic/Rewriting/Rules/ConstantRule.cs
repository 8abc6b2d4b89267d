namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>Computes what depends on numbers alone.</summary>
internal sealed class ConstantRule : IRewriteRule
{
    /// <summary>
    /// All but those of sums and products, whose rules collect numbers themselves; a sum over classes has one for each class.
    /// </summary>
    public IEnumerable<Operator> Operators { get; } =
        Enum.GetValues(typeof(Operator)).Cast<Operator>().Where(@operator => @operator is not (Operator.Add or Operator.Multiply or Operator.SumOthers));

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        if (!node.Operands.All(operand => operand is Constant))
            return null;
        double value = Interpreter.Apply(node.Operator, node.Operands.Select(operand => ((Constant)operand).Value).ToArray());
        // The canonical form of a negative number; and a value that is not finite stays as the user wrote it.
        return double.IsNaN(value) || double.IsInfinity(value) ? null : value;
    }
}
