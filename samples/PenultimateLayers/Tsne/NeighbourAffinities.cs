namespace SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

/// <summary>
/// The symmetric affinities of each point and its nearest neighbours, three times as many as the perplexity; others are 0.
/// </summary>
internal sealed class NeighbourAffinities
{
    private readonly (int Point, float Affinity)[][] _rows;

    public NeighbourAffinities(Points points, double perplexity)
    {
        int count = points.Count, neighbours = Math.Min(count - 1, (int)(3 * perplexity));
        var conditional = new (int Point, float Affinity)[count][];
        Parallel.For(0, count, i => conditional[i] = Conditional(points, i, neighbours, perplexity));

        var both = new List<(int Point, float Affinity)>[count];
        for (int i = 0; i < count; i++)
            both[i] = [.. conditional[i]];
        for (int i = 0; i < count; i++)
        {
            foreach ((int j, float affinity) in conditional[i])
                both[j].Add((i, affinity));
        }
        _rows = new (int Point, float Affinity)[count][];
        Parallel.For(0, count, i => _rows[i] =
        [
            .. both[i].GroupBy(entry => entry.Point).OrderBy(group => group.Key)
                .Select(group => (group.Key, group.Sum(entry => entry.Affinity) / (2 * count))),
        ]);
    }

    /// <summary>The points of positive affinity to point <paramref name="i"/>, in ascending order.</summary>
    public ReadOnlySpan<(int Point, float Affinity)> this[int i] => _rows[i];

    private static (int Point, float Affinity)[] Conditional(Points points, int i, int neighbours, double perplexity)
    {
        // The farthest of the nearest comes first.
        var nearest = new PriorityQueue<int, double>(neighbours + 1);
        for (int j = 0; j < points.Count; j++)
        {
            if (j == i)
                continue;
            double farness = -points.SquaredDistance(i, j);
            if (nearest.Count < neighbours)
                nearest.Enqueue(j, farness);
            else
                nearest.EnqueueDequeue(j, farness);
        }
        (int Point, double Farness)[] chosen = [.. nearest.UnorderedItems];
        double[] row = [.. chosen.Select(neighbour => -neighbour.Farness)];
        Affinities.Condition(row, perplexity);
        return [.. chosen.Zip(row, (neighbour, probability) => (neighbour.Point, (float)probability))];
    }
}
