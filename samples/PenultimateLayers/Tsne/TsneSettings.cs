namespace SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

/// <summary>How t-SNE is run; the defaults are those of van der Maaten and Hinton 2008, but where said otherwise.</summary>
internal sealed record TsneSettings
{
    /// <summary>The effective number of neighbours of each point; lower where there are not three times as many points.</summary>
    public double Perplexity { get; init; } = 30;

    public int Iterations { get; init; } = 1000;

    /// <summary>What the affinities are multiplied by at first, so that clusters form (12 as in van der Maaten 2014).</summary>
    public float Exaggeration { get; init; } = 12;

    /// <summary>For how many iterations the affinities are exaggerated, and the momentum is the initial one.</summary>
    public int EarlyIterations { get; init; } = 250;

    public float InitialMomentum { get; init; } = 0.5f;

    public float FinalMomentum { get; init; } = 0.8f;

    /// <summary>Up to how many points every pair is counted; beyond, far points are counted together (Barnes-Hut).</summary>
    public int ExactLimit { get; init; } = 3000;

    /// <summary>How wide a cell of points may be against its distance to count as one (van der Maaten 2014).</summary>
    public float Theta { get; init; } = 0.5f;
}
