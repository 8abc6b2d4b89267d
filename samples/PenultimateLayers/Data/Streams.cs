namespace SparseLsr.Gen.Samples.PenultimateLayers.Data;

/// <summary>What random numbers are drawn for; each draws from a stream of its own.</summary>
internal static class Streams
{
    public const int Split = 1, Order = 2, Augmentation = 3, EmbeddedImages = 4;
}
