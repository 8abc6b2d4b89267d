namespace SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

/// <summary>How likely a point is to pick each other point as its neighbour, under a Gaussian of the wanted perplexity.</summary>
internal static class Affinities
{
    private const int MostSteps = 200;
    private const double Tolerance = 1e-9;

    /// <summary>The perplexity that can be had of so many points.</summary>
    public static double Attainable(double perplexity, int points) => Math.Min(perplexity, (points - 1) / 3.0);

    /// <summary>Turns squared distances into probabilities whose perplexity, exp of the entropy, is the wanted one.</summary>
    /// <param name="distances">The squared distances to the other points; on return the probabilities.</param>
    /// <param name="perplexity">Wanted; reached unless more points than that lie equally near.</param>
    public static void Condition(Span<double> distances, double perplexity)
    {
        double nearest = double.PositiveInfinity, sum = 0;
        foreach (double distance in distances)
        {
            nearest = Math.Min(nearest, distance);
            sum += distance;
        }
        // Probabilities do not change with what all distances have in common, and exponentials then do not vanish together.
        foreach (ref double distance in distances)
            distance -= nearest;

        double wanted = Math.Log(perplexity);
        double excess = sum - nearest * distances.Length;
        double precision = excess > 0 ? distances.Length / excess : 1;
        double least = 0, most = double.PositiveInfinity;
        for (int step = 0; step < MostSteps; step++)
        {
            double difference = Entropy(distances, precision) - wanted;
            if (Math.Abs(difference) < Tolerance)
                break;
            if (difference > 0)
                least = precision;
            else
                most = precision;
            precision = double.IsInfinity(most) ? precision * 2 : (least + most) / 2;
        }

        double total = 0;
        foreach (ref double distance in distances)
            total += distance = Math.Exp(-precision * distance);
        foreach (ref double probability in distances)
            probability /= total;
    }

    private static double Entropy(ReadOnlySpan<double> distances, double precision)
    {
        double sum = 0, weighted = 0;
        foreach (double distance in distances)
        {
            double weight = Math.Exp(-precision * distance);
            sum += weight;
            weighted += weight * distance;
        }
        return Math.Log(sum) + precision * weighted / sum;
    }
}
