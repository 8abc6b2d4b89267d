namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>
/// Pairs of terms that are one: k·A ± k·B, with whatever further factors both have, becomes k times what a row of the table says.
/// This is what makes <c>1 - Prob</c> keep its precision near Prob = 1.
/// </summary>
internal static class TermPairs
{
    private static readonly Expr One = Constant.One;

    /// <summary>First + Sign·Second = Result.</summary>
    private static readonly (Expr First, double Sign, Expr Second, Expr Result)[] Table =
    [
        (One, -1, RowStatistic.Prob, RowStatistic.Complement),
        (One, -1, RowStatistic.Complement, RowStatistic.Prob),
        (RowStatistic.Prob, 1, RowStatistic.Complement, One),
        (RowStatistic.LogProb, -1, RowStatistic.LogComplement, RowStatistic.LogOdds),
        (RowStatistic.LogProb, -1, RowStatistic.LogOdds, RowStatistic.LogComplement),
        (RowStatistic.LogOdds, 1, RowStatistic.LogComplement, RowStatistic.LogProb),
        (RowStatistic.TargetLogit, -1, RowStatistic.LogSumExp, RowStatistic.LogProb),
        (RowStatistic.TargetLogit, -1, RowStatistic.LogProb, RowStatistic.LogSumExp),
        (RowStatistic.MeanLogit, -1, RowStatistic.LogSumExp, RowStatistic.MeanLogProb),
        (RowStatistic.MeanLogit, -1, RowStatistic.MeanLogProb, RowStatistic.LogSumExp),
    ];

    /// <summary>The terms with one pair joined; null where there is none.</summary>
    public static IEnumerable<Expr>? Join(List<Term> terms, Simplifier simplifier)
    {
        if (terms.Count < 2)
            return null;
        var places = new Dictionary<FactorSet, int>();
        for (int i = 0; i < terms.Count; i++)
            places[terms[i].Factors] = i;
        for (int i = 0; i < terms.Count; i++)
        {
            foreach ((Expr factor, double sign, Expr partner, Expr result) in Candidates(terms[i], simplifier))
            {
                FactorSet common = terms[i].Factors.Without(factor);
                FactorSet wanted = partner is Constant ? common : common.With(partner);
                if (!places.TryGetValue(wanted, out int other) || other == i || terms[other].Coefficient != sign * terms[i].Coefficient)
                    continue;
                simplifier.Tell(Describe(factor, sign, partner, result));
                Expr joined = simplifier.Multiply(new Term(terms[i].Coefficient, common).ToExpr(), result);
                return terms.Select((term, place) => place == i ? joined : term.ToExpr()).Where((_, place) => place != other);
            }
        }
        return null;
    }

    /// <summary>What a term's factors can be joined with: factor + sign·partner = result, factor never a number.</summary>
    private static IEnumerable<(Expr Factor, double Sign, Expr Partner, Expr Result)> Candidates(Term term, Simplifier simplifier)
    {
        foreach (Expr factor in term.Factors.Factors)
        {
            foreach ((Expr first, double sign, Expr second, Expr result) in Table)
            {
                if (second.Equals(factor))
                    yield return (factor, sign, first, sign < 0 ? simplifier.Negate(result) : result);
                else if (first.Equals(factor) && first is not Constant)
                    yield return (factor, sign, second, result);
            }
            if (factor is Operation { Operator: Operator.Exp } exponential)
                yield return (factor, -1, One, simplifier.Make(Operator.ExpM1, exponential.Operands[0]));
            if (factor is Operation { Operator: Operator.Sigmoid } sigmoid)
                yield return (factor, -1, One, simplifier.Negate(simplifier.Make(Operator.Sigmoid, simplifier.Negate(sigmoid.Operands[0]))));
        }
    }

    private static string Describe(Expr factor, double sign, Expr partner, Expr result)
    {
        Expr pair = new Operation(Operator.Add, factor, sign < 0 ? -partner : partner);
        if (sign < 0 && result is Operation { Operator: Operator.Negate } negated)
            return $"{new Operation(Operator.Add, partner, -factor)} → {negated.Operands[0]}";
        return $"{pair} → {result}";
    }
}
