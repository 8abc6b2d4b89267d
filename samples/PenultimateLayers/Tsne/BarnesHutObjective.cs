namespace SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

/// <summary>
/// t-SNE of many points (van der Maaten 2014): near points attract, far points push away in groups, so that time grows with
/// N·log N.
/// </summary>
internal sealed class BarnesHutObjective(Points points, double perplexity, float theta) : ITsneObjective
{
    private readonly NeighbourAffinities _affinities = new(points, perplexity);
    private readonly Plane _attraction = new(points.Count);
    private readonly Plane _repulsion = new(points.Count);
    private readonly double[] _rowSums = new double[points.Count];

    public void Gradient(Plane images, float exaggeration, Plane gradient)
    {
        Forces(images);
        float repulsion = (float)(1 / _rowSums.Sum());
        for (int i = 0; i < images.Count; i++)
        {
            gradient.X[i] = 4 * (exaggeration * _attraction.X[i] - repulsion * _repulsion.X[i]);
            gradient.Y[i] = 4 * (exaggeration * _attraction.Y[i] - repulsion * _repulsion.Y[i]);
        }
    }

    public double Divergence(Plane images)
    {
        Forces(images);
        double logSum = Math.Log(_rowSums.Sum()), divergence = 0;
        for (int i = 0; i < images.Count; i++)
        {
            foreach ((int j, float affinity) in _affinities[i])
            {
                double x = images.X[i] - images.X[j], y = images.Y[i] - images.Y[j];
                if (affinity > 0)
                    divergence += affinity * (Math.Log(affinity) + Math.Log(1 + x * x + y * y) + logSum);
            }
        }
        return divergence;
    }

    private void Forces(Plane images)
    {
        var tree = new QuadTree(images);
        Parallel.For(0, images.Count, i =>
        {
            float x = images.X[i], y = images.Y[i], attractionX = 0, attractionY = 0;
            foreach ((int j, float affinity) in _affinities[i])
            {
                float dx = x - images.X[j], dy = y - images.Y[j], pull = affinity / (1 + dx * dx + dy * dy);
                attractionX += pull * dx;
                attractionY += pull * dy;
            }
            (_attraction.X[i], _attraction.Y[i]) = (attractionX, attractionY);
            (_repulsion.X[i], _repulsion.Y[i], double sum) = tree.Repulsion(x, y, theta);
            // The point itself has weight 1.
            _rowSums[i] = sum - 1;
        });
    }
}
