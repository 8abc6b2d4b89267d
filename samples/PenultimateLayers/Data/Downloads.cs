using System.Formats.Tar;
using System.IO.Compression;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Data;

/// <summary>Fetches the published data sets. A file that is there is not fetched again, and none is left half written.</summary>
internal sealed class Downloads(HttpClient client)
{
    private const string CifarArchive = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz";
    private const string FashionMnistFolder = "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/";

    private static readonly string[] s_fashionMnistFiles =
    [
        "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz",
    ];

    /// <summary>Fetches the four files of Fashion-MNIST.</summary>
    /// <exception cref="UsageException">A file cannot be had.</exception>
    public async Task FashionMnist(string folder)
    {
        foreach (string name in s_fashionMnistFiles)
        {
            if (!File.Exists(Path.Combine(folder, name)))
                await Fetch(FashionMnistFolder + name, stream => Save(stream, Path.Combine(folder, name)));
        }
    }

    /// <summary>Fetches and unpacks the archive of CIFAR-10's binary version.</summary>
    /// <exception cref="UsageException">It cannot be had.</exception>
    public async Task Cifar10(string folder)
    {
        string inside = Path.Combine(folder, CifarFiles.Folder);
        string[] names = [.. Enumerable.Range(1, 5).Select(number => $"data_batch_{number}.bin"), "test_batch.bin"];
        if (names.All(name => File.Exists(Path.Combine(inside, name))))
            return;
        await Fetch(CifarArchive, async stream =>
        {
            using var archive = new TarReader(new GZipStream(stream, CompressionMode.Decompress));
            while (await archive.GetNextEntryAsync() is { } entry)
            {
                if (entry.DataStream is { } data)
                    await Save(data, Path.Combine(inside, Path.GetFileName(entry.Name)));
            }
        });
    }

    private static async Task Save(Stream stream, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string partial = path + ".part";
        using (FileStream file = File.Create(partial))
            await stream.CopyToAsync(file);
        File.Move(partial, path, overwrite: true);
    }

    private async Task Fetch(string address, Func<Stream, Task> save)
    {
        try
        {
            using Stream stream = await client.GetStreamAsync(address);
            await save(stream);
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or InvalidDataException)
        {
            throw new UsageException($"{address} cannot be fetched: {problem.Message}");
        }
    }
}
