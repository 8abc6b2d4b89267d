using SparseLsr.Gen.Samples.PenultimateLayers;
using SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

namespace SparseLsr.Gen.Samples.Tests.Tsne;

public sealed class TsneTests
{
    private const int Clusters = 3, PerCluster = 80, Dimensions = 11;

    private static readonly TsneSettings s_exact = new() { Perplexity = 20, Iterations = 400 };
    private static readonly TsneSettings s_barnesHut = s_exact with { ExactLimit = 0 };

    public static TheoryData<bool> Methods => [true, false];

    [Theory]
    [InlineData(30, 240)]
    [InlineData(5, 240)]
    [InlineData(30, 91)]
    public void Each_point_has_the_wanted_perplexity(double perplexity, int count)
    {
        Points points = Gaussians(count);
        for (int i = 0; i < count; i++)
        {
            double[] row = [.. Enumerable.Range(0, count).Where(j => j != i).Select(j => points.SquaredDistance(i, j))];
            Affinities.Condition(row, perplexity);
            Assert.Equal(1, row.Sum(), 1e-12);
            Assert.Equal(perplexity, Math.Exp(-row.Sum(p => p > 0 ? p * Math.Log(p) : 0)), 1e-4);
        }
    }

    [Fact]
    public void Perplexity_is_met_at_any_scale_and_equal_distances_share_evenly()
    {
        double[] far = [.. Enumerable.Range(1, 50).Select(i => 1e12 + 1e10 * i)];
        Affinities.Condition(far, 10);
        Assert.Equal(10, Math.Exp(-far.Sum(p => p > 0 ? p * Math.Log(p) : 0)), 1e-4);
        double[] equal = [.. Enumerable.Repeat(3.0, 40)];
        Affinities.Condition(equal, 10);
        Assert.All(equal, p => Assert.Equal(1.0 / 40, p, 1e-12));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Far_Gaussians_stay_apart_and_the_divergence_falls(bool exact)
    {
        Embedding embedding = Embedding.Of(Gaussians(Clusters * PerCluster), exact ? s_exact : s_barnesHut, seed: 3);
        Plane images = embedding.Images;
        for (int i = 0; i < images.Count; i++)
        {
            int nearest = Enumerable.Range(0, images.Count).Where(j => j != i).MinBy(j => Distance(images, i, j));
            Assert.Equal(i % Clusters, nearest % Clusters);
        }
        (double within, double between) = Distances(images);
        Assert.True(between > 3 * within, $"Clusters of size {within} are {between} apart.");
        Assert.True(embedding.Divergence < embedding.Divergences[0] / 2);
        Assert.True(embedding.Divergence <= embedding.Divergences[^2] + 1e-3);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_same_seed_gives_the_same_images_and_another_gives_others(bool exact)
    {
        Points points = Gaussians(120);
        TsneSettings settings = (exact ? s_exact : s_barnesHut) with { Iterations = 60 };
        Plane first = Embedding.Of(points, settings, seed: 1).Images;
        Assert.Equal(first.X, Embedding.Of(points, settings, seed: 1).Images.X);
        Assert.NotEqual(first.X, Embedding.Of(points, settings, seed: 2).Images.X);
    }

    [Fact]
    public void The_gradient_is_the_slope_of_the_divergence()
    {
        Points points = Gaussians(40);
        var objective = new ExactObjective(points, perplexity: 10);
        Plane images = RandomPlane(40), gradient = new(40);
        objective.Gradient(images, exaggeration: 1, gradient);
        const float Step = 0.02f;
        for (int i = 0; i < 40; i++)
        {
            float x = images.X[i];
            images.X[i] = x + Step;
            double above = objective.Divergence(images);
            images.X[i] = x - Step;
            double below = objective.Divergence(images);
            images.X[i] = x;
            Assert.Equal((above - below) / (2 * Step), gradient.X[i], 2e-4);
        }
    }

    [Fact]
    public void With_every_neighbour_and_no_groups_Barnes_Hut_is_exact()
    {
        Points points = Gaussians(61);
        Plane images = RandomPlane(61), exact = new(61), barnesHut = new(61);
        new ExactObjective(points, perplexity: 20).Gradient(images, exaggeration: 4, exact);
        new BarnesHutObjective(points, perplexity: 20, theta: 0).Gradient(images, exaggeration: 4, barnesHut);
        for (int i = 0; i < 61; i++)
        {
            Assert.Equal(exact.X[i], barnesHut.X[i], 1e-5);
            Assert.Equal(exact.Y[i], barnesHut.Y[i], 1e-5);
        }
    }

    [Fact]
    public void Groups_of_far_points_push_nearly_as_their_points_do()
    {
        Plane points = RandomPlane(500);
        // Points in one place, which no cell can part.
        Array.Fill(points.X, 0.25f, 0, 7);
        Array.Fill(points.Y, 0.75f, 0, 7);
        var tree = new QuadTree(points);
        for (int i = 0; i < points.Count; i += 7)
        {
            (float x, float y, double sum) = tree.Repulsion(points.X[i], points.Y[i], theta: 0);
            (float nearX, float nearY, double nearSum) = tree.Repulsion(points.X[i], points.Y[i], theta: 0.5f);
            double bruteSum = Enumerable.Range(0, points.Count).Sum(j => 1 / (1 + Distance(points, i, j)));
            Assert.Equal(bruteSum, sum, 1e-3);
            Assert.Equal(bruteSum, nearSum, 0.01 * bruteSum);
            Assert.Equal(x, nearX, 0.03 * bruteSum);
            Assert.Equal(y, nearY, 0.03 * bruteSum);
        }
    }

    private static Points Gaussians(int count)
    {
        var random = new SplitMix64(5);
        var values = new float[count * Dimensions];
        for (int i = 0; i < count; i++)
        {
            for (int d = 0; d < Dimensions; d++)
                values[i * Dimensions + d] = (float)random.Normal() + (d == i % Clusters ? 30 : 0);
        }
        return new Points(values, Dimensions);
    }

    private static Plane RandomPlane(int count)
    {
        var random = new SplitMix64(7);
        var plane = new Plane(count);
        for (int i = 0; i < count; i++)
            (plane.X[i], plane.Y[i]) = ((float)random.Normal(), (float)random.Normal());
        return plane;
    }

    private static double Distance(Plane plane, int i, int j)
    {
        double x = plane.X[i] - plane.X[j], y = plane.Y[i] - plane.Y[j];
        return x * x + y * y;
    }

    // The root mean squared distance of points to their cluster's centre, and the least distance of two centres.
    private static (double Within, double Between) Distances(Plane images)
    {
        (double X, double Y)[] centres = [.. Enumerable.Range(0, Clusters).Select(cluster =>
        {
            int[] members = [.. Enumerable.Range(0, images.Count).Where(i => i % Clusters == cluster)];
            return (members.Average(i => images.X[i]), members.Average(i => images.Y[i]));
        })];
        double within = Enumerable.Range(0, images.Count).Average(i => Squared(centres[i % Clusters], (images.X[i], images.Y[i])));
        double between = Enumerable.Range(0, Clusters).Min(i => Squared(centres[i], centres[(i + 1) % Clusters]));
        return (Math.Sqrt(within), Math.Sqrt(between));

        static double Squared((double X, double Y) a, (double X, double Y) b) =>
            (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y);
    }
}
