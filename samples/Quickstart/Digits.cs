using System.Globalization;
using System.IO.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>Images with the digit that each shows.</summary>
/// <param name="Images">Shape (N, 64), float32, ink from 0 to 1.</param>
/// <param name="Labels">Shape (N), int64, 0 to 9.</param>
internal sealed record LabelledImages(Tensor Images, Tensor Labels) : IDisposable
{
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}

/// <summary>The handwritten digits (see Data/NOTICE), parted into images to train on and images to test with.</summary>
internal sealed record Digits(LabelledImages Training, LabelledImages Test) : IDisposable
{
    public const int Pixels = 64;
    public const int Classes = 10;

    private const int TestImages = 360;
    private const float FullInk = 16;

    /// <summary>Reads the digits out of the program itself.</summary>
    public static Digits Load()
    {
        int[][] lines = [.. Lines()];
        // The same parting for every seed, so that results of different seeds compare; mixed, because lines come in groups of writers.
        new Random(0).Shuffle(lines);
        return new Digits(Labelled(lines.AsSpan(TestImages)), Labelled(lines.AsSpan(0, TestImages)));
    }

    public void Dispose()
    {
        Training.Dispose();
        Test.Dispose();
    }

    private static IEnumerable<int[]> Lines()
    {
        using Stream packed = typeof(Digits).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        while (reader.ReadLine() is string line)
            yield return [.. line.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static LabelledImages Labelled(ReadOnlySpan<int[]> lines)
    {
        var images = new float[lines.Length, Pixels];
        var labels = new long[lines.Length];
        for (int i = 0; i < lines.Length; i++)
        {
            for (int pixel = 0; pixel < Pixels; pixel++)
                images[i, pixel] = lines[i][pixel] / FullInk;
            labels[i] = lines[i][Pixels];
        }
        return new LabelledImages(tensor(images), tensor(labels));
    }
}
