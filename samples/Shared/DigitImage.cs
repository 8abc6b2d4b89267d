using System.Globalization;
using System.IO.Compression;

namespace SparseLsr.Gen.Samples;

/// <summary>An image of 8 × 8 pixels of a handwritten digit (see Data/NOTICE).</summary>
/// <param name="Pixels">Row by row, from 0 (paper) to <see cref="FullInk"/>.</param>
/// <param name="Digit">The digit that it shows.</param>
public sealed record DigitImage(byte[] Pixels, byte Digit)
{
    /// <summary>Width and height.</summary>
    public const int Size = 8;

    /// <summary>The darkest pixel.</summary>
    public const int FullInk = 16;

    /// <summary>How many of the images are for testing.</summary>
    public const int TestImages = 360;

    /// <summary>Reads all 1797 out of the program itself, those for testing first.</summary>
    /// <remarks>The parting is the same for every seed, so that results of different seeds and samples compare.</remarks>
    public static DigitImage[] Read()
    {
        DigitImage[] images = [.. Lines().Select(Parse)];
        // Mixed, because lines come in groups of writers.
        new Random(0).Shuffle(images);
        return images;
    }

    private static IEnumerable<string> Lines()
    {
        using Stream packed = typeof(DigitImage).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        while (reader.ReadLine() is string line)
            yield return line;
    }

    private static DigitImage Parse(string line)
    {
        byte[] numbers = [.. line.Split(',').Select(number => byte.Parse(number, CultureInfo.InvariantCulture))];
        return new DigitImage(numbers[..^1], numbers[^1]);
    }
}
