namespace SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

/// <summary>The images of points in the plane, by t-SNE: near points lie near each other.</summary>
/// <param name="Images">One for each point.</param>
/// <param name="Divergences">The Kullback-Leibler divergence at the start, every hundred iterations, and at the end.</param>
internal sealed record Embedding(Plane Images, IReadOnlyList<double> Divergences)
{
    private const int ReportedIterations = 100;
    private const float InitialDeviation = 1e-2f;
    private const float LeastGain = 0.01f;

    /// <summary>The divergence that is left.</summary>
    public double Divergence => Divergences[^1];

    /// <summary>Embeds points; the same points and seed always give the same images.</summary>
    /// <param name="points">At least four.</param>
    /// <param name="settings">How.</param>
    /// <param name="seed">Of the random initial positions.</param>
    /// <param name="iterationDone">Told after each iteration.</param>
    public static Embedding Of(Points points, TsneSettings settings, int seed, Action? iterationDone = null)
    {
        double perplexity = Affinities.Attainable(settings.Perplexity, points.Count);
        ITsneObjective objective = points.Count <= settings.ExactLimit
            ? new ExactObjective(points, perplexity)
            : new BarnesHutObjective(points, perplexity, settings.Theta);
        return Descend(objective, points.Count, settings, seed, iterationDone);
    }

    private static Embedding Descend(
        ITsneObjective objective, int count, TsneSettings settings, int seed, Action? iterationDone)
    {
        Plane images = RandomPlane(count, seed), gradient = new(count), velocity = new(count), gains = new(count);
        Array.Fill(gains.X, 1);
        Array.Fill(gains.Y, 1);
        // Belkina et al. 2019: what a fixed rate of 100 or 200 is too small for, as points grow many.
        float rate = Math.Max(count / settings.Exaggeration / 4, 50);
        var divergences = new List<double> { objective.Divergence(images) };
        for (int iteration = 0; iteration < settings.Iterations; iteration++)
        {
            bool early = iteration < settings.EarlyIterations;
            objective.Gradient(images, early ? settings.Exaggeration : 1, gradient);
            float momentum = early ? settings.InitialMomentum : settings.FinalMomentum;
            Move(images.X, gradient.X, velocity.X, gains.X, momentum, rate);
            Move(images.Y, gradient.Y, velocity.Y, gains.Y, momentum, rate);
            if ((iteration + 1) % ReportedIterations == 0 || iteration + 1 == settings.Iterations)
                divergences.Add(objective.Divergence(images));
            iterationDone?.Invoke();
        }
        return new Embedding(images, divergences);
    }

    /// <summary>A step with momentum; each coordinate has a gain that grows while its gradient keeps its sign (Jacobs 1988).</summary>
    private static void Move(float[] positions, float[] gradient, float[] velocity, float[] gains, float momentum, float rate)
    {
        double mean = 0;
        for (int i = 0; i < positions.Length; i++)
        {
            // Velocity points down the gradient.
            bool keepsOn = gradient[i] > 0 != velocity[i] > 0;
            gains[i] = Math.Max(LeastGain, keepsOn ? gains[i] + 0.2f : gains[i] * 0.8f);
            velocity[i] = momentum * velocity[i] - rate * gains[i] * gradient[i];
            positions[i] += velocity[i];
            mean += positions[i];
        }
        mean /= positions.Length;
        for (int i = 0; i < positions.Length; i++)
            positions[i] -= (float)mean;
    }

    private static Plane RandomPlane(int count, int seed)
    {
        var random = new SplitMix64(seed);
        var plane = new Plane(count);
        for (int i = 0; i < count; i++)
        {
            plane.X[i] = (float)random.Normal() * InitialDeviation;
            plane.Y[i] = (float)random.Normal() * InitialDeviation;
        }
        return plane;
    }
}
