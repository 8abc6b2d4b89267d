using SparseLsr.Gen.Samples.PenultimateLayers.Data;

namespace SparseLsr.Gen.Samples.Tests.Data;

public sealed class CifarFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(CifarFiles.Folder)]
    public void The_five_files_are_read_in_their_order(string inside)
    {
        Directory.CreateDirectory(_folder.File(inside));
        for (int number = 1; number <= 5; number++)
            Write(Path.Combine(inside, $"data_batch_{number}.bin"), ImageFiles.Cifar(2, first: number));
        LabelledImages read = CifarFiles.ReadTraining(_folder.Path, images: 2);
        Assert.Equal([1, 2, 2, 3, 3, 4, 4, 5, 5, 6], read.Labels);
        Assert.Equal((10, new ImageShape(3, 32, 32)), (read.Count, read.Shape));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(-1, read.Image(i).IndexOfAnyExcept(read.Labels[i])));
    }

    [Fact]
    public void A_missing_short_or_foreign_file_is_named()
    {
        Refused("is missing");
        Write("test_batch.bin", ImageFiles.Cifar(2, 0)[..^1]);
        Refused("part of a download");
        Write("test_batch.bin", [.. ImageFiles.Cifar(2, 0), 1]);
        Refused("binary version");
        Write("test_batch.bin", ImageFiles.Cifar(2, 9));
        Refused("label of image 1 is 10");
    }

    private void Refused(string why)
    {
        string message = Assert.Throws<UsageException>(() => CifarFiles.ReadTest(_folder.Path, images: 2)).Message;
        Assert.Contains("test_batch.bin", message);
        Assert.Contains(why, message);
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(_folder.File(name), content);
}
