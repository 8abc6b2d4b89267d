namespace SparseLsr.Gen.Samples.PenultimateLayers.Data;

/// <summary>CIFAR-10's binary version: files of records, a label and then the red, green and blue pixels of an image.</summary>
internal static class CifarFiles
{
    /// <summary>The folder inside the published archive.</summary>
    public const string Folder = "cifar-10-batches-bin";

    /// <summary>How many images each file has.</summary>
    public const int Images = 10_000;

    private const int Classes = 10;

    private static readonly ImageShape s_shape = new(3, 32, 32);

    /// <summary>Reads data_batch_1.bin to data_batch_5.bin, of the folder or of the archive's folder in it.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="images">How many each has.</param>
    /// <exception cref="UsageException">A file is missing, short or foreign.</exception>
    public static LabelledImages ReadTraining(string folder, int images = Images) =>
        Read(folder, [.. Enumerable.Range(1, 5).Select(number => $"data_batch_{number}.bin")], images);

    /// <summary>Reads test_batch.bin.</summary>
    /// <inheritdoc cref="ReadTraining"/>
    public static LabelledImages ReadTest(string folder, int images = Images) => Read(folder, ["test_batch.bin"], images);

    private static LabelledImages Read(string folder, string[] names, int images)
    {
        string inside = Path.Combine(folder, Folder);
        if (Directory.Exists(inside))
            folder = inside;
        var all = new LabelledImages(s_shape, new byte[names.Length * images * s_shape.Size], new byte[names.Length * images]);
        for (int i = 0; i < names.Length; i++)
            Read(Path.Combine(folder, names[i]), all, first: i * images, images);
        return all;
    }

    private static void Read(string path, LabelledImages all, int first, int images)
    {
        if (!File.Exists(path))
            throw new UsageException($"{path} is missing. It is in CIFAR-10's binary version, which --download fetches.");
        long expected = (long)images * (1 + s_shape.Size);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        if (file.Length != expected)
        {
            throw new UsageException($"{path} has {file.Length} bytes, expected {expected}, {images} images; "
                + (file.Length < expected ? "is it a part of a download?" : "is it from CIFAR-10's binary version?"));
        }
        for (int i = first; i < first + images; i++)
        {
            int label = file.ReadByte();
            if (label >= Classes)
            {
                throw new UsageException($"{path}: the label of image {i - first} is {label}, expected 0 to {Classes - 1}; "
                    + "is it from CIFAR-10's binary version?");
            }
            all.Labels[i] = (byte)label;
            file.ReadExactly(all.Pixels.AsSpan(i * s_shape.Size, s_shape.Size));
        }
    }
}
