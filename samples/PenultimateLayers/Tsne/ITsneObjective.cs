namespace SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

/// <summary>
/// What t-SNE makes small: the divergence between the affinities of the points and those of their images in the plane.
/// </summary>
/// <remarks>The results do not depend on how many threads take part: sums over points are taken in their order.</remarks>
internal interface ITsneObjective
{
    /// <summary>The gradient of the divergence by the images' positions.</summary>
    /// <param name="images">Where the points lie in the plane.</param>
    /// <param name="exaggeration">What the points' affinities are multiplied by.</param>
    /// <param name="gradient">Receives the gradient.</param>
    void Gradient(Plane images, float exaggeration, Plane gradient);

    /// <summary>The Kullback-Leibler divergence, without exaggeration.</summary>
    double Divergence(Plane images);
}

/// <summary>A pair of coordinates for each point.</summary>
internal sealed record Plane(float[] X, float[] Y)
{
    public Plane(int count)
        : this(new float[count], new float[count])
    {
    }

    public int Count => X.Length;
}
