using System.Numerics;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

/// <summary>t-SNE over all pairs of points (van der Maaten and Hinton 2008): time and memory grow with their square.</summary>
internal sealed class ExactObjective : ITsneObjective
{
    private readonly int _count;
    // The symmetric affinities, row by row; they sum to 1.
    private readonly float[] _affinities;
    private readonly Plane _attraction;
    private readonly Plane _repulsion;
    private readonly double[] _rowSums;

    public ExactObjective(Points points, double perplexity)
    {
        _count = points.Count;
        _attraction = new Plane(_count);
        _repulsion = new Plane(_count);
        _rowSums = new double[_count];
        var conditional = new float[_count][];
        Parallel.For(0, _count, i => conditional[i] = Conditional(points, i, perplexity));
        _affinities = new float[_count * _count];
        Parallel.For(0, _count, i =>
        {
            for (int j = 0; j < _count; j++)
                _affinities[i * _count + j] = (conditional[i][j] + conditional[j][i]) / (2 * _count);
        });
    }

    public void Gradient(Plane images, float exaggeration, Plane gradient)
    {
        Parallel.For(0, _count, i => Forces(images, i));
        float repulsion = (float)(1 / _rowSums.Sum());
        for (int i = 0; i < _count; i++)
        {
            gradient.X[i] = 4 * (exaggeration * _attraction.X[i] - repulsion * _repulsion.X[i]);
            gradient.Y[i] = 4 * (exaggeration * _attraction.Y[i] - repulsion * _repulsion.Y[i]);
        }
    }

    public double Divergence(Plane images)
    {
        Parallel.For(0, _count, i => Forces(images, i));
        double logSum = Math.Log(_rowSums.Sum());
        var rows = new double[_count];
        Parallel.For(0, _count, i =>
        {
            for (int j = 0; j < _count; j++)
            {
                double affinity = _affinities[i * _count + j], x = images.X[i] - images.X[j], y = images.Y[i] - images.Y[j];
                if (affinity > 0)
                    rows[i] += affinity * (Math.Log(affinity) + Math.Log(1 + x * x + y * y) + logSum);
            }
        });
        return rows.Sum();
    }

    private static float[] Conditional(Points points, int i, double perplexity)
    {
        var row = new double[points.Count - 1];
        for (int j = 0, k = 0; j < points.Count; j++)
        {
            if (j != i)
                row[k++] = points.SquaredDistance(i, j);
        }
        Affinities.Condition(row, perplexity);
        return [.. row.AsSpan(..i).ToArray().Select(p => (float)p), 0, .. row.AsSpan(i..).ToArray().Select(p => (float)p)];
    }

    // w = 1/(1 + distance²): a row's Σ w, Σ p·w·difference and Σ w²·difference.
    private void Forces(Plane images, int i)
    {
        int width = Vector<float>.Count, j = 0;
        float x = images.X[i], y = images.Y[i];
        Vector<float> sums = default, attractionX = default, attractionY = default, repulsionX = default, repulsionY = default;
        for (; j <= _count - width; j += width)
        {
            Vector<float> dx = new Vector<float>(x) - new Vector<float>(images.X, j);
            Vector<float> dy = new Vector<float>(y) - new Vector<float>(images.Y, j);
            Vector<float> weight = Vector<float>.One / (Vector<float>.One + dx * dx + dy * dy);
            Vector<float> attraction = weight * new Vector<float>(_affinities, i * _count + j), squared = weight * weight;
            sums += weight;
            attractionX += attraction * dx;
            attractionY += attraction * dy;
            repulsionX += squared * dx;
            repulsionY += squared * dy;
        }
        float sum = Vector.Sum(sums), ax = Vector.Sum(attractionX), ay = Vector.Sum(attractionY);
        float rx = Vector.Sum(repulsionX), ry = Vector.Sum(repulsionY);
        for (; j < _count; j++)
        {
            float dx = x - images.X[j], dy = y - images.Y[j];
            float weight = 1 / (1 + dx * dx + dy * dy), attraction = weight * _affinities[i * _count + j];
            sum += weight;
            ax += attraction * dx;
            ay += attraction * dy;
            rx += weight * weight * dx;
            ry += weight * weight * dy;
        }
        // The point itself has weight 1.
        _rowSums[i] = sum - 1;
        (_attraction.X[i], _attraction.Y[i]) = (ax, ay);
        (_repulsion.X[i], _repulsion.Y[i]) = (rx, ry);
    }
}
