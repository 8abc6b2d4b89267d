namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>The rewrite rules, in the order in which they are tried.</summary>
internal static class RuleTable
{
    private static readonly ILookup<Operator, IRewriteRule> Rules = new IRewriteRule[]
    {
        new ConstantRule(),

        // Sums.
        new LikeTermsRule(),
        new OthersEntropyRule(),
        new TermPairRule(),
        new CommonShiftRule(),
        new InvariantCofactorRule(),

        // Products, quotients and powers.
        new NegationRule(),
        new CanonicalProductRule(),
        new QuotientRule(),
        new CancellationRule(),
        new QuotientOfExponentialsRule(),
        new ProductOfExponentialsRule(),
        new FactorOfReciprocalRule(),
        new LogisticQuotientRule(),
        new SmallPowerRule(),
        new IntegerPowerRule(),
        new PowerOfKnownLogarithmRule(),

        // Functions.
        new ExponentialRule(),
        new KnownLogarithmRule(),
        new LogarithmOfProductRule(),
        new LogarithmOfSumRule(),
        new SigmoidRule(),
        new SoftplusRule(),
        new AbsRule(),

        // Sums over classes.
        new SumOthersRule(),

        // Conditions.
        new SelectRule(),
        new NegatedConditionRule(),
        new ConnectiveRule(),
    }.SelectMany(rule => rule.Operators, (rule, @operator) => (rule, @operator)).ToLookup(pair => pair.@operator, pair => pair.rule);

    /// <summary>The rules for an operator.</summary>
    public static IEnumerable<IRewriteRule> Of(Operator @operator) => Rules[@operator];
}
