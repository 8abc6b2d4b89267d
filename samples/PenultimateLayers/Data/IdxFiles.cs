using System.Buffers.Binary;
using System.IO.Compression;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Data;

/// <summary>Images and labels in IDX files, as MNIST and its kin have them, gzipped or not.</summary>
internal static class IdxFiles
{
    // Unsigned bytes in three dimensions, and in one.
    private const int ImagesMagic = 0x803, LabelsMagic = 0x801;

    private const int Classes = 10;
    private const int MostPixels = 1 << 30;

    /// <summary>Reads <c>{part}-images-idx3-ubyte</c> and <c>{part}-labels-idx1-ubyte</c>, or the same with .gz.</summary>
    /// <exception cref="UsageException">A file is missing, short or foreign.</exception>
    public static LabelledImages Read(string folder, string part)
    {
        string imagesPath = Find(folder, $"{part}-images-idx3-ubyte"), labelsPath = Find(folder, $"{part}-labels-idx1-ubyte");
        (int[] sizes, byte[] pixels) = Parse(imagesPath, ImagesMagic, 3, "images");
        (_, byte[] labels) = Parse(labelsPath, LabelsMagic, 1, "labels");
        if (labels.Length != sizes[0])
            throw new UsageException($"{labelsPath} has {labels.Length} labels, but {imagesPath} has {sizes[0]} images.");
        int wrong = Array.FindIndex(labels, label => label >= Classes);
        if (wrong >= 0)
            throw new UsageException($"{labelsPath}: label {wrong} is {labels[wrong]}; expected 0 to {Classes - 1}.");
        return new LabelledImages(new ImageShape(1, sizes[1], sizes[2]), pixels, labels);
    }

    private static string Find(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path
            : File.Exists(path + ".gz") ? path + ".gz"
            : throw new UsageException(
                $"{path}[.gz] is missing. Debian's package dataset-fashion-mnist has it, and --download fetches it.");
    }

    private static (int[] Sizes, byte[] Values) Parse(string path, int magic, int dimensions, string what)
    {
        using FileStream file = File.OpenRead(path);
        using Stream stream = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            Span<byte> header = stackalloc byte[4 * (dimensions + 1)];
            stream.ReadExactly(header);
            int found = BinaryPrimitives.ReadInt32BigEndian(header);
            if (found != magic)
                throw new UsageException($"{path} is no IDX file of {what}: it starts with 0x{found:X8}, expected 0x{magic:X8}.");
            var sizes = new int[dimensions];
            long length = 1;
            for (int i = 0; i < dimensions; i++)
            {
                sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 * (i + 1))..]);
                length = sizes[i] is > 0 and <= MostPixels ? length * sizes[i] : long.MaxValue;
                if (length > MostPixels)
                    throw new UsageException($"{path} claims dimensions that no such file has; is it damaged?");
            }
            var values = new byte[length];
            stream.ReadExactly(values);
            return stream.ReadByte() < 0 ? (sizes, values)
                : throw new UsageException($"{path} goes on after its {sizes[0]} {what}; is it damaged?");
        }
        catch (EndOfStreamException)
        {
            throw new UsageException($"{path} ends early; is it a part of a download?");
        }
        catch (InvalidDataException)
        {
            throw new UsageException($"{path} cannot be unpacked; is it damaged?");
        }
    }

    private static bool IsGzip(FileStream file)
    {
        bool isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip;
    }
}
