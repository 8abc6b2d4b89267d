using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Batches;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.GpuChecks.Losses;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>All checks of a scope, in blocks.</summary>
internal sealed class CheckPlan(ICheckDevice device, CheckScope scope, Findings findings)
{
    /// <summary>The types of logits that every loss is checked with.</summary>
    public static IReadOnlyList<string> MainElements { get; } = ["float32", "bfloat16"];

    public void Run()
    {
        foreach (CheckedLoss loss in scope.Forms.Select(CheckedLoss.Named))
            Edges(loss, scope.Elements, scope.Targets, scope.Classes);
        foreach (CheckedLoss loss in scope.Others.Select(CheckedLoss.Named))
            Edges(loss, [.. scope.Elements.Intersect(MainElements)], scope.Targets[..1], scope.OtherClasses);
        Table();
        Means();
        foreach (HugeShape shape in scope.HugeShapes)
            Huge(shape);
    }

    private void Edges(CheckedLoss loss, string[] elements, string[] targets, int[] classCounts)
    {
        foreach (string element in elements)
        {
            foreach (RowMapping sharing in scope.Sharings)
            {
                findings.Group($"{loss}, {element}, {Name(sharing)}", () =>
                {
                    foreach (string target in targets)
                    {
                        TypedChecks checks = TypedChecks.Named(element, target);
                        foreach (Variant variant in Variants(checks, loss, sharing, classCounts))
                            checks.Edges(device, loss, variant, findings);
                    }
                });
            }
        }
    }

    // Rows of whole packs are also laid past an aligned address, where they have ends as others do.
    private IEnumerable<Variant> Variants(TypedChecks checks, CheckedLoss loss, RowMapping sharing, int[] classCounts) =>
        from blockSize in scope.GroupSizes(sharing)
        from classes in classCounts
        where classes > 1 || !loss.RequiresTwoClasses
        from offset in checks.PackLength > 1 ? new[] { 0, 1 } : [0]
        select new Variant(sharing, blockSize, classes, classes % checks.PackLength == 0 ? offset : 0) { GradientOffset = offset };

    private void Table()
    {
        CheckedLoss loss = CheckedLoss.Named(CheckedLoss.Forms[0]);
        foreach (string element in scope.TableClasses.Length == 0 ? [] : scope.Elements)
        {
            TypedChecks checks = TypedChecks.Named(element, scope.Targets[0]);
            findings.Group($"{loss}, {element}, the table's layout", () =>
            {
                foreach (int classes in scope.TableClasses)
                    checks.Edges(device, loss, new Variant(null, 0, classes, 0), findings);
            });
        }
    }

    private void Means()
    {
        foreach (string element in scope.MeanRows.Length == 0 ? [] : scope.Elements.Intersect(["float32", "float64"]))
        {
            findings.Group($"the mean over rows, scalars of {element}", () =>
            {
                foreach (string target in scope.Targets)
                    Array.ForEach(scope.MeanRows, rows => TypedChecks.Named(element, target).Mean(device, rows, findings));
            });
        }
    }

    private void Huge(HugeShape shape)
    {
        const string Element = "bfloat16";
        CheckedLoss loss = CheckedLoss.Named(CheckedLoss.Forms[0]);
        string name = $"{loss}, {Element}, {shape}";
        if (BatchMemory.Shortage(device, shape.Rows, shape.Classes, sizeof(ushort)) is { } shortage)
            findings.Skip(name, shortage);
        else
            findings.Group(name, () => TypedChecks.Named(Element, scope.Targets[0]).Huge(device, loss, shape, findings));
    }

    private static string Name(RowMapping sharing) => sharing switch
    {
        RowMapping.Warp => "a warp a row",
        RowMapping.Block => "a group a row",
        _ => "several groups a row",
    };
}
