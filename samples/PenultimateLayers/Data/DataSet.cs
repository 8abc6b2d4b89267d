namespace SparseLsr.Gen.Samples.PenultimateLayers.Data;

/// <summary>How training images are varied.</summary>
/// <param name="Padding">An image is shifted by up to so many pixels; what comes in from outside is 0.</param>
/// <param name="Flip">Whether every other image is mirrored.</param>
internal readonly record struct Augmentation(int Padding, bool Flip);

/// <summary>Images to train on, to validate and to test with.</summary>
/// <param name="Name">As the command line has it.</param>
/// <param name="ClassNames">One for each class.</param>
/// <param name="Augmentation">Of the training images.</param>
/// <param name="Training">Nine tenths of the images that are not for testing, in each class.</param>
/// <param name="Validation">The other tenth: not trained on.</param>
/// <param name="Test">For testing.</param>
internal sealed record DataSet(
    string Name, string[] ClassNames, Augmentation Augmentation,
    LabelledImages Training, LabelledImages Validation, LabelledImages Test)
{
    private const double ValidationShare = 0.1;

    /// <summary>The shape of every image.</summary>
    public ImageShape Shape => Training.Shape;

    /// <summary>The mean of each channel and the inverse of its standard deviation, over the training images.</summary>
    public (float Mean, float Scale)[] Channels { get; } = Statistics(Training);

    /// <summary>The handwritten digits inside the program: shifted by a pixel, and not mirrored, which would make others of them.</summary>
    public static DataSet Digits(int seed)
    {
        ReadOnlySpan<DigitImage> images = DigitImage.Read();
        return Of(
            "digits", [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")], new Augmentation(1, Flip: false),
            Labelled(images[DigitImage.TestImages..]), Labelled(images[..DigitImage.TestImages]), seed);
    }

    /// <summary>Fashion-MNIST in IDX files.</summary>
    /// <exception cref="UsageException">A file is missing, short or foreign.</exception>
    public static DataSet FashionMnist(string folder, int seed) => Of(
        "fashion-mnist",
        ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        new Augmentation(4, Flip: true), IdxFiles.Read(folder, "train"), IdxFiles.Read(folder, "t10k"), seed);

    /// <summary>CIFAR-10 in its binary files.</summary>
    /// <exception cref="UsageException">A file is missing, short or foreign.</exception>
    public static DataSet Cifar10(string folder, int seed) => Of(
        "cifar10", ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
        new Augmentation(4, Flip: true), CifarFiles.ReadTraining(folder), CifarFiles.ReadTest(folder), seed);

    private static DataSet Of(
        string name, string[] classNames, Augmentation augmentation, LabelledImages training, LabelledImages test, int seed)
    {
        (LabelledImages first, LabelledImages second) = training.StratifiedSplit(ValidationShare, seed);
        return new DataSet(name, classNames, augmentation, first, second, test);
    }

    private static LabelledImages Labelled(ReadOnlySpan<DigitImage> digits)
    {
        var shape = new ImageShape(1, DigitImage.Size, DigitImage.Size);
        var pixels = new byte[digits.Length * shape.Size];
        var labels = new byte[digits.Length];
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i].Pixels.CopyTo(pixels, i * shape.Size);
            labels[i] = digits[i].Digit;
        }
        return new LabelledImages(shape, pixels, labels);
    }

    private static (float Mean, float Scale)[] Statistics(LabelledImages images)
    {
        int channels = images.Shape.Channels, area = images.Shape.Height * images.Shape.Width;
        var sums = new long[channels];
        var squares = new long[channels];
        for (int i = 0; i < images.Pixels.Length; i++)
        {
            int channel = i / area % channels, pixel = images.Pixels[i];
            sums[channel] += pixel;
            squares[channel] += pixel * pixel;
        }
        double count = (double)images.Count * area;
        return [.. sums.Zip(squares, (sum, square) =>
        {
            double mean = sum / count, variance = square / count - mean * mean;
            // A channel of one colour stays as it is.
            return ((float)mean, variance > 0 ? (float)(1 / Math.Sqrt(variance)) : 1);
        })];
    }
}
