using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;
using static SparseLsr.Gen.Generator.Tests.Symbolic.Build;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

public sealed class VerifierTests
{
    private static readonly Expr s_condition = Of(Operator.Less, A, B);

    private static readonly (Expr Expr, ValueKind Kind)[] s_wellFormed =
    [
        (A, ValueKind.Number),
        (Prob, ValueKind.Number),
        (Number(2), ValueKind.Number),
        (Number(1), ValueKind.Either),
        (Of(Operator.Add, A, B, Prob), ValueKind.Number),
        (Of(Operator.Clamp, A, 0.0, 1.0), ValueKind.Number),
        (s_condition, ValueKind.Condition),
        (Of(Operator.And, s_condition, Of(Operator.Not, s_condition)), ValueKind.Condition),
        (Of(Operator.Select, s_condition, A, B), ValueKind.Number),
        (Of(Operator.Select, 1.0, A, B), ValueKind.Number),
        (SumOthers(ClassProb), ValueKind.Number),
        (SumOthers(Of(Operator.Select, Of(Operator.Less, ClassProb, SumOthers(ClassLogit)), A, B)), ValueKind.Number),
    ];

    private static readonly (Expr Expr, string Message)[] s_illFormed =
    [
        (Of(Operator.Exp, A, B), "Exp has 2 operands"),
        (Of(Operator.Pow, A), "Pow has 1 operands"),
        (Of(Operator.SumOthers, A, B), "SumOthers has 2 operands"),
        (SumOthers(Of(Operator.Less, ClassProb, A)), "Operand 0 of SumOthers is no number"),
        (Of(Operator.Add, A), "Add has 1 operands"),
        (Of(Operator.Select, s_condition, A), "Select has 2 operands"),
        (s_condition + A, "Operand 0 of Add is no number"),
        (Of(Operator.Sin, Of(Operator.Less, s_condition, A)), "Operand 0 of Less is no number"),
        (Of(Operator.Not, A), "Operand 0 of Not is no condition"),
        (Of(Operator.And, s_condition, 2.0), "Operand 1 of And is no condition"),
        (Of(Operator.Select, A, A, B), "Operand 0 of Select is no condition"),
        (Of(Operator.Select, s_condition, s_condition, B), "Operand 1 of Select is no number"),
    ];

    public static TheoryData<int> WellFormedRows => [.. Enumerable.Range(0, s_wellFormed.Length)];

    public static TheoryData<int> IllFormedRows => [.. Enumerable.Range(0, s_illFormed.Length)];

    [Theory]
    [MemberData(nameof(WellFormedRows))]
    public void Accepts_what_is_well_formed(int row) => Assert.Equal(s_wellFormed[row].Kind, new Verifier().Check(s_wellFormed[row].Expr));

    [Theory]
    [MemberData(nameof(IllFormedRows))]
    public void Rejects_what_is_not(int row)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new Verifier().Check(s_illFormed[row].Expr));
        Assert.StartsWith(s_illFormed[row].Message, exception.Message);
    }
}
