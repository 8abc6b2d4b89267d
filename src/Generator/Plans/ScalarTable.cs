using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>The numbers of a row that a function of its classes reads: the largest parts of it that no class changes.</summary>
/// <param name="simplifier">Knows what depends on a class.</param>
/// <param name="resolve">Makes an expression of the row ready to be written.</param>
internal sealed class ScalarTable(Simplifier simplifier, Func<Expr, Expr> resolve)
{
    private readonly Dictionary<Expr, int> _places = new();
    private readonly List<Expr> _values = [];

    /// <summary>The numbers, in order.</summary>
    public IReadOnlyList<Expr> Values => _values;

    /// <summary>An expression of a class with its parts of the row replaced by numbers of the table.</summary>
    public Expr Resolve(Expr expr)
    {
        if (!simplifier.DependsOnClass(expr))
            return OfRow(expr);
        var results = new Dictionary<Expr, Expr>();
        foreach (Operation node in expr.PostOrder().Where(simplifier.DependsOnClass).OfType<Operation>())
            results[node] = node.With(node.Operands.Select(operand => results.TryGetValue(operand, out Expr? result) ? result : Leaf(operand)));
        return results.TryGetValue(expr, out Expr? whole) ? whole : expr;
    }

    private Expr Leaf(Expr operand) => simplifier.DependsOnClass(operand) ? operand : OfRow(operand);

    private Expr OfRow(Expr expr) => expr switch
    {
        Constant => expr,
        Operation { Operator: Operator.Negate } negation => -OfRow(negation.Operands[0]),
        Operation
        {
            Operator: Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Not
        } => new Operation(Operator.Less, Constant.Zero, Scalar(new Operation(Operator.Select, expr, Constant.One, Constant.Zero))),
        _ => Scalar(expr),
    };

    private RowScalar Scalar(Expr value)
    {
        Expr resolved = resolve(value);
        if (!_places.TryGetValue(resolved, out int place))
        {
            _places[resolved] = place = _values.Count;
            _values.Add(resolved);
        }
        return new RowScalar(place);
    }
}
