namespace SparseLsr.Gen.Generator.Symbolic.Rewriting;

/// <summary>One rewrite of a node whose operands are simplified.</summary>
internal interface IRewriteRule
{
    /// <summary>The operators of the nodes that it rewrites.</summary>
    IEnumerable<Operator> Operators { get; }

    /// <summary>
    /// An equal expression, or null where the rule does not apply. Its operands are simplified; the simplifier applies the rules to
    /// its root again.
    /// </summary>
    Expr? Apply(Operation node, Simplifier simplifier);
}
