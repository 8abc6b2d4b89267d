using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Tests.Engines;

/// <summary>A row at an edge of what logits may be.</summary>
/// <param name="CrossEntropy">Its cross entropy, by heart.</param>
/// <param name="Gradient">That one's gradient.</param>
internal sealed record EdgeRow(string Name, double[] Logits, int Target, double CrossEntropy, double[] Gradient)
{
    private const double Masked = double.NegativeInfinity;
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static IReadOnlyList<EdgeRow> All { get; } =
    [
        new("masked target", [0, Masked, 0], 1, Infinity, [0.5, -1, 0.5]),
        new("masked target among masked classes", [Masked, Masked, 2, Masked], 1, Infinity, [0, -1, 1, 0]),
        new("all others masked", [Masked, 3, Masked], 1, 0, [0, 0, 0]),
        new("the only other masked", [-2, Masked], 0, 0, [0, 0]),
        new("one class", [3.5], 0, 0, [0]),
        new("one far class", [-1e10], 0, 0, [0]),
        new("all masked", [Masked, Masked, Masked], 2, NaN, [NaN, NaN, NaN]),
        new("one masked class", [Masked], 0, NaN, [NaN]),
        new("+inf at the target", [1, Infinity, 2], 1, NaN, [NaN, NaN, NaN]),
        new("+inf elsewhere", [1, Infinity, 2], 0, NaN, [NaN, NaN, NaN]),
        new("+inf and masked", [Masked, Infinity, 2], 0, NaN, [NaN, NaN, NaN]),
        new("NaN at the target", [NaN, 1, 2], 0, NaN, [NaN, NaN, NaN]),
        new("NaN elsewhere", [NaN, 1, 2], 2, NaN, [NaN, NaN, NaN]),
        new("NaN behind masked classes", [Masked, Masked, 1, NaN], 2, NaN, [NaN, NaN, NaN, NaN]),
        new("NaN, the target masked", [NaN, Masked, 2], 1, NaN, [NaN, NaN, NaN]),
        new("one class of NaN", [NaN], 0, NaN, [NaN]),
    ];

    public static EdgeRow Named(string name) => All.Single(row => row.Name == name);

    /// <summary>What a loss makes of it.</summary>
    public ExactResult Expected(LossCase loss, bool isSingle) =>
        double.IsNaN(CrossEntropy) ? new ExactResult(NaN, Gradient, 0) : ExactTable.Evaluate(loss, Row(isSingle));

    public RowCase Row(bool isSingle) => new(isSingle, RowKind.Ordinary, 0, Logits, Target);
}
