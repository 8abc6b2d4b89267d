namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>
/// Where logit-like statistics are subtracted from each other, the row's maximum m′ cancels: they are replaced by their
/// offsets from it, so that a common offset of all logits costs no precision.
/// </summary>
internal sealed class CommonShiftRule : IRewriteRule
{
    private static readonly Dictionary<Expr, Expr> Offsets = new()
    {
        [RowStatistic.TargetLogit] = RowStatistic.TargetOffset,
        [RowStatistic.LogSumExp] = RowStatistic.LogSumExpOffset,
        [RowStatistic.MaxOtherLogit] = RowStatistic.MaxOtherOffset,
        [RowStatistic.MeanLogit] = RowStatistic.MeanOffset,
    };

    public IEnumerable<Operator> Operators => [Operator.Add];

    /// <summary>The sum with m′ cancelled; null where it does not cancel, or occurs less than twice.</summary>
    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Term[] terms = node.Operands.Select(Term.Of).ToArray();
        if (terms.Count(term => term.Factors.Distinct.Any(Offsets.ContainsKey)) < 2)
            return null;
        var shifted = new List<Term>();
        foreach (Term term in terms)
        {
            Expr? logit = term.Factors.Distinct.FirstOrDefault(Offsets.ContainsKey);
            if (logit is null)
            {
                shifted.Add(term);
                continue;
            }
            FactorSet common = term.Factors.Without(logit);
            shifted.Add(term with { Factors = common.With(RowStatistic.OthersMaximum) });
            shifted.Add(term with { Factors = common.With(Offsets[logit]) });
        }
        shifted = TermSum.Collect(shifted);
        if (shifted.Any(term => term.Factors.Contains(RowStatistic.OthersMaximum)))
            return null;
        simplifier.Rewrites.Record("differences of logits → differences of offsets from the row's maximum");
        return TermSum.ToExpr(shifted);
    }
}
