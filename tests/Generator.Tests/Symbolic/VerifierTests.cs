using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;
using static SparseLsr.Gen.Generator.Tests.Symbolic.Build;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

public sealed class VerifierTests
{
    private static readonly Expr Condition = Of(Operator.Less, A, B);

    private static readonly (Expr Expr, ValueKind Kind)[] WellFormed =
    [
        (A, ValueKind.Number),
        (Prob, ValueKind.Number),
        (Number(2), ValueKind.Number),
        (Number(1), ValueKind.Either),
        (Of(Operator.Add, A, B, Prob), ValueKind.Number),
        (Of(Operator.Clamp, A, 0.0, 1.0), ValueKind.Number),
        (Condition, ValueKind.Condition),
        (Of(Operator.And, Condition, Of(Operator.Not, Condition)), ValueKind.Condition),
        (Of(Operator.Select, Condition, A, B), ValueKind.Number),
        (Of(Operator.Select, 1.0, A, B), ValueKind.Number),
    ];

    private static readonly (Expr Expr, string Message)[] IllFormed =
    [
        (Of(Operator.Exp, A, B), "Exp has 2 operands"),
        (Of(Operator.Pow, A), "Pow has 1 operands"),
        (Of(Operator.Add, A), "Add has 1 operands"),
        (Of(Operator.Select, Condition, A), "Select has 2 operands"),
        (Condition + A, "Operand 0 of Add is no number"),
        (Of(Operator.Sin, Of(Operator.Less, Condition, A)), "Operand 0 of Less is no number"),
        (Of(Operator.Not, A), "Operand 0 of Not is no condition"),
        (Of(Operator.And, Condition, 2.0), "Operand 1 of And is no condition"),
        (Of(Operator.Select, A, A, B), "Operand 0 of Select is no condition"),
        (Of(Operator.Select, Condition, Condition, B), "Operand 1 of Select is no number"),
    ];

    public static TheoryData<int> WellFormedRows => [.. Enumerable.Range(0, WellFormed.Length)];

    public static TheoryData<int> IllFormedRows => [.. Enumerable.Range(0, IllFormed.Length)];

    [Theory]
    [MemberData(nameof(WellFormedRows))]
    public void Accepts_what_is_well_formed(int row) => Assert.Equal(WellFormed[row].Kind, new Verifier().Check(WellFormed[row].Expr));

    [Theory]
    [MemberData(nameof(IllFormedRows))]
    public void Rejects_what_is_not(int row)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new Verifier().Check(IllFormed[row].Expr));
        Assert.StartsWith(IllFormed[row].Message, exception.Message);
    }
}
