namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>One rewrite of a node whose operands are simplified.</summary>
internal interface ISimplificationRule
{
    /// <summary>The operators it looks at.</summary>
    IEnumerable<Operator> Operators { get; }

    /// <summary>The simpler equal, made through the simplifier; null where the rule does not apply.</summary>
    Expr? Apply(Operation node, Simplifier simplifier);
}
