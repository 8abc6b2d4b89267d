namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>
/// Entropy + Prob·LogProb → Complement·OthersEntropy − Complement·LogComplement, also with further factors that both have: what the
/// other classes contribute to the entropy, without the subtraction that cancels where Prob is close to 1.
/// </summary>
/// <remarks>With + Complement·LogComplement, Complement·OthersEntropy is left.</remarks>
internal sealed class OthersEntropyRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Add];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        if (node.Operands.Count < 2)
            return null;
        Term[] terms = node.Operands.Select(Term.Of).ToArray();
        foreach (Term entropy in terms.Where(term => term.Factors.Contains(RowStatistic.Entropy)))
        {
            FactorSet common = entropy.Factors.Without(RowStatistic.Entropy);
            var target = new Term(entropy.Coefficient, common.With(RowStatistic.Prob).With(RowStatistic.LogProb));
            if (!terms.Contains(target))
                continue;
            simplifier.Rewrites.Record(
                (Expr)RowStatistic.Entropy + (Expr)RowStatistic.Prob * RowStatistic.LogProb,
                (Expr)RowStatistic.Complement * RowStatistic.OthersEntropy - (Expr)RowStatistic.Complement * RowStatistic.LogComplement);
            FactorSet complement = common.With(RowStatistic.Complement);
            Term[] others =
            [
                entropy with { Factors = complement.With(RowStatistic.OthersEntropy) },
                new Term(-entropy.Coefficient, complement.With(RowStatistic.LogComplement)),
            ];
            return new Operation(
                Operator.Add, terms.SelectMany(term => term.Equals(entropy) ? others : term.Equals(target) ? [] : [term]).Select(term => term.ToExpr()));
        }
        return null;
    }
}
