using System.Buffers.Binary;
using System.IO.Compression;

namespace SparseLsr.Gen.Samples.Tests.Data;

/// <summary>Tiny files in the formats of the published data sets.</summary>
internal static class ImageFiles
{
    public const int CifarRecord = 1 + 3 * 32 * 32;

    /// <summary>An IDX file of bytes 0, 1, 2, ... below <paramref name="modulus"/>.</summary>
    public static byte[] Idx(int magic, int[] sizes, int modulus = 256)
    {
        var file = new byte[4 * (1 + sizes.Length) + sizes.Aggregate(1, (product, size) => product * size)];
        BinaryPrimitives.WriteInt32BigEndian(file, magic);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * (i + 1)), sizes[i]);
        int header = 4 * (1 + sizes.Length);
        for (int i = header; i < file.Length; i++)
            file[i] = (byte)((i - header) % modulus);
        return file;
    }

    public static byte[] Images(int count) => Idx(0x803, [count, 5, 4]);

    public static byte[] Labels(int count) => Idx(0x801, [count], modulus: 10);

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
            gzip.Write(content);
        return packed.ToArray();
    }

    /// <summary>A CIFAR-10 file whose image i has the label <paramref name="first"/> + i and that value in every pixel.</summary>
    public static byte[] Cifar(int images, int first)
    {
        var file = new byte[images * CifarRecord];
        for (int i = 0; i < images; i++)
            file.AsSpan(i * CifarRecord, CifarRecord).Fill((byte)(first + i));
        return file;
    }
}
