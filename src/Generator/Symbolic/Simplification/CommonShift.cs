namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>
/// Where logit-like statistics are subtracted from each other, the row's maximum m′ cancels: they are replaced by their
/// offsets from it, so that a common offset of all logits costs no precision.
/// </summary>
internal static class CommonShift
{
    private static readonly Dictionary<Expr, Expr> Offsets = new()
    {
        [RowStatistic.TargetLogit] = RowStatistic.TargetOffset,
        [RowStatistic.LogSumExp] = RowStatistic.LogSumExpOffset,
        [RowStatistic.MeanLogit] = RowStatistic.MeanOffset,
    };

    /// <summary>The terms with m′ cancelled; null where it does not cancel, or does not occur twice.</summary>
    public static IEnumerable<Term>? Cancel(List<Term> terms, Simplifier simplifier)
    {
        if (terms.Count(term => term.Factors.Factors.Any(Offsets.ContainsKey)) < 2)
            return null;
        var shifted = new List<Term>();
        foreach (Term term in terms)
        {
            Expr? logit = term.Factors.Factors.FirstOrDefault(Offsets.ContainsKey);
            if (logit is null)
            {
                shifted.Add(term);
                continue;
            }
            FactorSet common = term.Factors.Without(logit);
            shifted.Add(term with { Factors = common.With(RowStatistic.OthersMaximum) });
            shifted.Add(term with { Factors = common.With(Offsets[logit]) });
        }
        shifted = SumSimplifier.Collect(shifted);
        if (shifted.Any(term => term.Factors.Contains(RowStatistic.OthersMaximum)))
            return null;
        simplifier.Tell("differences of logits → differences of offsets from the row's maximum");
        return shifted;
    }
}
