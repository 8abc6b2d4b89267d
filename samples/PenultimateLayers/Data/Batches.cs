namespace SparseLsr.Gen.Samples.PenultimateLayers.Data;

/// <summary>What one step trains on.</summary>
/// <param name="Images">Normalised, image by image.</param>
/// <param name="Labels">The class of each.</param>
internal sealed record Batch(float[] Images, long[] Labels);

/// <summary>
/// The batches of a run. Each is a function of the seed and the step, so that a run can start at any step: an epoch is an order of
/// the images, and every image of every step is varied by random numbers of its own.
/// </summary>
internal sealed class Batches(DataSet data, int seed, int mostImages)
{
    private long _epoch = -1;
    private int[] _order = [];
    private Task<Batch>? _next;
    private long _nextStep = -1;

    /// <summary>How many images a batch has.</summary>
    public int Size { get; } = Math.Min(mostImages, data.Training.Count);

    /// <summary>The batch of a step; while it is used, that of the following step is prepared.</summary>
    public Batch Take(long step)
    {
        Batch batch = step == _nextStep ? _next!.GetAwaiter().GetResult() : Prepare(step);
        _nextStep = step + 1;
        _next = Task.Run(() => Prepare(step + 1));
        return batch;
    }

    /// <summary>Images as they are, normalised, for testing.</summary>
    public static Batch Plain(DataSet data, LabelledImages images, int first, int count)
    {
        var batch = new Batch(new float[count * data.Shape.Size], new long[count]);
        for (int i = 0; i < count; i++)
            Write(data, images, first + i, batch, i, 0, 0, flip: false);
        return batch;
    }

    private Batch Prepare(long step)
    {
        int perEpoch = data.Training.Count / Size;
        if (step / perEpoch != _epoch)
        {
            _epoch = step / perEpoch;
            _order = [.. Enumerable.Range(0, data.Training.Count)];
            new SplitMix64(seed, Streams.Order, _epoch).Shuffle(_order);
        }
        var batch = new Batch(new float[Size * data.Shape.Size], new long[Size]);
        int first = (int)(step % perEpoch) * Size, shifts = 2 * data.Augmentation.Padding + 1;
        for (int i = 0; i < Size; i++)
        {
            var random = new SplitMix64(seed, Streams.Augmentation, step, i);
            int down = random.Below(shifts) - data.Augmentation.Padding, right = random.Below(shifts) - data.Augmentation.Padding;
            bool flip = data.Augmentation.Flip && random.Below(2) == 1;
            Write(data, data.Training, _order[first + i], batch, i, down, right, flip);
        }
        return batch;
    }

    private static void Write(
        DataSet data, LabelledImages images, int source, Batch batch, int target, int down, int right, bool flip)
    {
        (int channels, int height, int width) = images.Shape;
        ReadOnlySpan<byte> pixels = images.Image(source);
        Span<float> values = batch.Images.AsSpan(target * images.Shape.Size, images.Shape.Size);
        for (int channel = 0, i = 0; channel < channels; channel++)
        {
            (float mean, float scale) = data.Channels[channel];
            for (int row = 0; row < height; row++)
            {
                for (int column = 0; column < width; column++, i++)
                {
                    int y = row - down, x = (flip ? width - 1 - column : column) - right;
                    bool inside = (uint)y < (uint)height && (uint)x < (uint)width;
                    values[i] = ((inside ? pixels[(channel * height + y) * width + x] : 0) - mean) * scale;
                }
            }
        }
        batch.Labels[target] = images.Labels[source];
    }
}
