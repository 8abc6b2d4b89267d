namespace SparseLsr.Gen.Samples.PenultimateLayers.Data;

/// <summary>The shape of an image: its pixels lie channel by channel, each row by row.</summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>How many values an image has.</summary>
    public int Size => Channels * Height * Width;
}

/// <summary>Images with the class that each shows.</summary>
/// <param name="Pixels">Image by image, each as its shape says.</param>
/// <param name="Labels">The class of each image.</param>
internal sealed record LabelledImages(ImageShape Shape, byte[] Pixels, byte[] Labels)
{
    public int Count => Labels.Length;

    /// <summary>The pixels of one image.</summary>
    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * Shape.Size, Shape.Size);

    /// <summary>Some of the images, in the order asked for.</summary>
    public LabelledImages Select(IReadOnlyList<int> indices)
    {
        var pixels = new byte[indices.Count * Shape.Size];
        for (int i = 0; i < indices.Count; i++)
            Image(indices[i]).CopyTo(pixels.AsSpan(i * Shape.Size));
        return new LabelledImages(Shape, pixels, [.. indices.Select(index => Labels[index])]);
    }

    /// <summary>Parts the images so that the second part has the same share of every class.</summary>
    /// <param name="share">Of the second part.</param>
    /// <param name="seed">Which images go where.</param>
    public (LabelledImages First, LabelledImages Second) StratifiedSplit(double share, int seed)
    {
        var random = new SplitMix64(seed, Streams.Split);
        var first = new List<int>();
        var second = new List<int>();
        foreach (IGrouping<byte, int> group in Enumerable.Range(0, Count).GroupBy(i => Labels[i]).OrderBy(group => group.Key))
        {
            int[] indices = [.. group];
            random.Shuffle(indices);
            int held = (int)Math.Round(indices.Length * share);
            second.AddRange(indices.AsSpan(..held));
            first.AddRange(indices.AsSpan(held..));
        }
        first.Sort();
        second.Sort();
        return (Select(first), Select(second));
    }
}
