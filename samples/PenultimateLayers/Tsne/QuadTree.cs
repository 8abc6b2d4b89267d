namespace SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

/// <summary>Points of the plane in cells, each parted into four until it holds one point (Barnes and Hut 1986).</summary>
internal sealed class QuadTree
{
    // Points that share a cell so small count as being in one place.
    private const int MostLevels = 40;

    private readonly List<Cell> _cells = [];

    public QuadTree(Plane points)
    {
        float left = points.X.Min(), right = points.X.Max(), bottom = points.Y.Min(), top = points.Y.Max();
        float radius = Math.Max(right - left, top - bottom) / 2;
        _cells.Add(new Cell((left + right) / 2, (bottom + top) / 2, radius));
        for (int i = 0; i < points.Count; i++)
            Insert(points.X[i], points.Y[i]);
    }

    /// <summary>What pushes a point of the plane away: Σ w²·difference over all points, with w = 1/(1 + distance²).</summary>
    /// <param name="x">Of the point.</param>
    /// <param name="y">Of the point.</param>
    /// <param name="theta">How wide a cell may be against its distance to count as one point.</param>
    /// <returns>The two components, and Σ w; a point of the tree is counted against itself, with w = 1.</returns>
    public (float X, float Y, double Sum) Repulsion(float x, float y, float theta)
    {
        float forceX = 0, forceY = 0;
        double sum = 0;
        Span<int> pending = stackalloc int[4 * MostLevels + 4];
        int depth = 0;
        pending[depth++] = 0;
        while (depth > 0)
        {
            Cell cell = _cells[pending[--depth]];
            if (cell.Count == 0)
                continue;
            float dx = x - cell.X, dy = y - cell.Y, distance = dx * dx + dy * dy, width = 2 * cell.Radius;
            if (cell.FirstChild == 0 || width * width < theta * theta * distance)
            {
                float weight = 1 / (1 + distance);
                sum += (double)cell.Count * weight;
                forceX += cell.Count * weight * weight * dx;
                forceY += cell.Count * weight * weight * dy;
                continue;
            }
            for (int child = 0; child < 4; child++)
                pending[depth++] = cell.FirstChild + child;
        }
        return (forceX, forceY, sum);
    }

    private void Insert(float x, float y)
    {
        int index = 0;
        for (int level = 0; ; level++)
        {
            Cell cell = _cells[index];
            bool isEmptyLeaf = cell.Count == 0, isLeaf = cell.FirstChild == 0;
            bool isSamePlace = isLeaf && !isEmptyLeaf && ((cell.X == x && cell.Y == y) || level == MostLevels);
            if (isLeaf && !isEmptyLeaf && !isSamePlace)
            {
                cell = cell with { FirstChild = _cells.Count };
                foreach ((int right, int up) in new[] { (-1, -1), (1, -1), (-1, 1), (1, 1) })
                {
                    float half = cell.Radius / 2;
                    _cells.Add(new Cell(cell.CentreX + right * half, cell.CentreY + up * half, half));
                }
                // What the cell held moves into one of its parts.
                int part = cell.Part(cell.X, cell.Y);
                _cells[part] = _cells[part].With(cell.X, cell.Y, cell.Count);
            }
            _cells[index] = cell.With(x, y, 1);
            if (isEmptyLeaf || isSamePlace)
                return;
            index = cell.Part(x, y);
        }
    }

    /// <summary>A square: its middle, half its width, and how many points it holds around which centre of mass.</summary>
    private readonly record struct Cell(float CentreX, float CentreY, float Radius)
    {
        public int Count { get; private init; }

        public float X { get; private init; }

        public float Y { get; private init; }

        /// <summary>The first of four; 0 where the cell is not parted.</summary>
        public int FirstChild { get; init; }

        public int Part(float x, float y) => FirstChild + (x > CentreX ? 1 : 0) + (y > CentreY ? 2 : 0);

        public Cell With(float x, float y, int count) => this with
        {
            Count = Count + count,
            X = X + (x - X) * count / (Count + count),
            Y = Y + (y - Y) * count / (Count + count),
        };
    }
}
