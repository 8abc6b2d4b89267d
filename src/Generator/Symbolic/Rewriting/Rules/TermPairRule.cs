namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>
/// Pairs of terms that are one statistic or function: k·A ± k·B, also with further factors that both have, becomes k times the
/// result in a row of the table. So <c>1 - Prob</c> keeps its precision near Prob = 1.
/// </summary>
internal sealed class TermPairRule : IRewriteRule
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
        // The sum over all classes is as many times the mean.
        (RowStatistic.LogProb, 1, Others(RowStatistic.ClassLogProb), (Expr)RowStatistic.Classes * RowStatistic.MeanLogProb),
        (RowStatistic.TargetLogit, 1, Others(RowStatistic.ClassLogit), (Expr)RowStatistic.Classes * RowStatistic.MeanLogit),
    ];

    private static Operation Others(RowStatistic ofClass) => new(Operator.SumOthers, ofClass);

    public IEnumerable<Operator> Operators => [Operator.Add];

    /// <summary>The sum with one pair replaced; null where there is none.</summary>
    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Term[] terms = node.Operands.Select(Term.Of).ToArray();
        var places = new Dictionary<FactorSet, int>();
        for (int i = 0; i < terms.Length; i++)
            places[terms[i].Factors] = i;
        for (int i = 0; i < terms.Length; i++)
        {
            foreach ((Expr factor, double sign, Expr partner, Expr result) in Candidates(terms[i], simplifier))
            {
                FactorSet common = terms[i].Factors.Without(factor);
                FactorSet wanted = partner is Constant ? common : common.With(partner);
                if (!places.TryGetValue(wanted, out int other) || other == i || terms[other].Coefficient != sign * terms[i].Coefficient)
                    continue;
                Record(factor, sign, partner, result, simplifier.Rewrites);
                Expr joined = simplifier.Multiply(new Term(terms[i].Coefficient, common).ToExpr(), result);
                if (terms.Length == 2)
                    return joined;
                IEnumerable<Expr> all = node.Operands.Select((term, place) => place == i ? joined : term);
                return new Operation(Operator.Add, all.Where((_, place) => place != other));
            }
        }
        return null;
    }

    /// <summary>The pairs to which a factor of a term belongs: factor + sign·partner = result; the factor is never a number.</summary>
    private static IEnumerable<(Expr Factor, double Sign, Expr Partner, Expr Result)> Candidates(Term term, Simplifier simplifier)
    {
        foreach (Expr factor in term.Factors.Distinct)
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
            {
                Expr opposite = simplifier.Make(Operator.Sigmoid, simplifier.Negate(sigmoid.Operands[0]));
                yield return (factor, -1, One, simplifier.Negate(opposite));
            }
        }
    }

    private static void Record(Expr factor, double sign, Expr partner, Expr result, RewriteLog rewrites)
    {
        if (sign < 0 && result is Operation { Operator: Operator.Negate } negated)
            rewrites.Record(new Operation(Operator.Add, partner, -factor), negated.Operands[0]);
        else
            rewrites.Record(new Operation(Operator.Add, factor, sign < 0 ? -partner : partner), result);
    }
}
