using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Engines;

/// <summary>The module over the whole table, and with every combination of its options on some of it.</summary>
public sealed class ModuleEngineTests
{
    private static readonly int[] s_classesWithOptions = [3, 9, 129];

    public static TheoryData<string, int> Cases => RowEngineTests.Cases;

    public static TheoryData<string, string> DefaultsAndLayouts =>
        [.. from loss in LossTable.Defaults from layout in Enum.GetNames<Layout>() select (loss.Name, layout)];

    public static TheoryData<string> Defaults => [.. LossTable.Defaults.Select(loss => loss.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_row(string name, int classes)
    {
        var result = new CheckResult();
        // Rows of float64 with the most classes are left to the long test.
        foreach (bool isSingle in (bool[])(classes < RowTable.MostClasses ? [false, true] : [true]))
            new ModuleCase(LossTable.Named(name), RowTable.Rows(classes, isSingle)).Check(result);
        result.AssertRight();
    }

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(RowEngineTests.Losses), MemberType = typeof(RowEngineTests))]
    public void Every_row_with_the_most_classes(string name)
    {
        var result = new CheckResult();
        foreach (bool isSingle in (bool[])[false, true])
            new ModuleCase(LossTable.Named(name), RowTable.Rows(RowTable.MostClasses, isSingle)).Check(result);
        result.AssertRight();
    }

    [Theory]
    [MemberData(nameof(DefaultsAndLayouts))]
    public void Every_option(string name, string layoutName)
    {
        LossCase loss = LossTable.Named(name);
        Layout layout = Enum.Parse<Layout>(layoutName);
        var result = new CheckResult();
        foreach (ModuleCase options in
            from classes in s_classesWithOptions
            from isSingle in (bool[])[false, true]
            let rows = RowTable.Rows(classes, isSingle)
            from reduction in Enum.GetValues<nn.Reduction>()
            from weight in (double[]?[])[null, Weight(classes)]
            where weight is null || !ShippedLosses.DeclaresWeight(loss.Loss)
            from ignored in Ignored(rows)
            select new ModuleCase(loss, layout == Layout.Expanded ? [.. rows.Select(_ => rows[0])] : rows)
            {
                Reduction = reduction,
                Layout = layout,
                Weight = weight,
                IgnoreIndex = ignored.Index,
                IgnoredRows = ignored.Rows,
            })
        {
            options.Check(result);
        }
        result.AssertRight();
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Every_type_of_targets(string name)
    {
        var result = new CheckResult();
        IReadOnlyList<RowCase> rows = RowTable.Rows(129, isSingle: true);
        foreach (ScalarType type in (ScalarType[])[ScalarType.Int64, ScalarType.Int32, ScalarType.Byte])
        {
            new ModuleCase(LossTable.Named(name), rows)
            {
                Reduction = nn.Reduction.Mean,
                TargetType = type,
                IgnoreIndex = 255,
                IgnoredRows = [1, 6],
            }.Check(result);
        }
        result.AssertRight();
    }

    /// <summary>No row, rows marked by an index that is no class, and the rows of a class; then every row.</summary>
    private static IEnumerable<(long? Index, int[] Rows)> Ignored(IReadOnlyList<RowCase> rows) =>
    [
        (null, []),
        (null, [0, 5]),
        (rows[2].Target, [7]),
        (rows[0].Logits.Length + 1000, [.. Enumerable.Range(0, rows.Count)]),
    ];

    private static double[] Weight(int classes)
    {
        var random = new Random(classes);
        return [.. Enumerable.Range(0, classes).Select(_ => (double)(float)(0.1 + random.NextDouble()))];
    }
}
