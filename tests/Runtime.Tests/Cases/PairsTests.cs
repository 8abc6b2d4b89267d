namespace SparseLsr.Gen.Tests.Cases;

public sealed class PairsTests
{
    public static TheoryData<int[]> Sizes => [new[] { 3, 3, 4 }, new[] { 2, 2 }, new[] { 12, 9, 7, 2 }, new[] { 1, 5, 1 }];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_two_values_meet(int[] sizes)
    {
        IReadOnlyList<int[]> rows = Pairs.Cover(sizes);
        for (int i = 0; i < sizes.Length; i++)
        {
            for (int j = i + 1; j < sizes.Length; j++)
                Assert.Equal(sizes[i] * sizes[j], rows.Select(row => (row[i], row[j])).Distinct().Count());
        }
        Assert.All(rows, row => Assert.All(row.Zip(sizes), pair => Assert.InRange(pair.First, 0, pair.Second - 1)));
    }

    /// <summary>At least the product of the two largest dimensions, and not much more.</summary>
    [Theory]
    [InlineData(12, 17, new[] { 3, 3, 4 })]
    [InlineData(108, 125, new[] { 12, 9, 7, 2 })]
    public void There_are_few_rows(int least, int most, int[] sizes) => Assert.InRange(Pairs.Cover(sizes).Count, least, most);
}
