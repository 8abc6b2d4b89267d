namespace SparseLsr.Gen.Benchmarks.Cases;

/// <summary>One thing to measure: a loss on logits of a type and shape.</summary>
internal sealed record Cell(LossCase Loss, LogitsType Type, Shape Shape)
{
    private static readonly Shape s_large = new(1024, 32768);

    /// <summary>
    /// What is measured where nothing is named. Quick: cross entropy on every shape in every type, SparseLSR on every shape in
    /// float32, the other losses on one large shape in float32. Else: these two losses on every shape in every type, the others
    /// on every shape in float32.
    /// </summary>
    public static IReadOnlyList<Cell> Default(bool quick) =>
        [.. Product(LossCase.All, LogitsType.All, Shape.All).Where(cell => quick ? IsQuick(cell) : IsFull(cell))];

    /// <summary>Every combination, those on the same logits side by side.</summary>
    public static IReadOnlyList<Cell> Product(
        IReadOnlyList<LossCase> losses, IReadOnlyList<LogitsType> types, IReadOnlyList<Shape> shapes) =>
        [.. from type in types from shape in shapes from loss in losses select new Cell(loss, type, shape)];

    public override string ToString() => $"{Loss} {Type} {Shape}";

    private static bool IsQuick(Cell cell) =>
        cell.Loss == LossCase.CrossEntropy
        || (cell.Type == LogitsType.Float32 && (cell.Loss == LossCase.SparseLsr || cell.Shape == s_large));

    private static bool IsFull(Cell cell) =>
        cell.Loss == LossCase.CrossEntropy || cell.Loss == LossCase.SparseLsr || cell.Type == LogitsType.Float32;
}
