using SparseLsr.Gen.Samples.PenultimateLayers.Data;

namespace SparseLsr.Gen.Samples.Tests.Data;

public sealed class IdxFilesTests : IDisposable
{
    private const string Images = "train-images-idx3-ubyte", Labels = "train-labels-idx1-ubyte";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_are_read_gzipped_or_not(bool gzipped)
    {
        byte[] images = ImageFiles.Images(12), labels = ImageFiles.Labels(12);
        Write(gzipped ? Images + ".gz" : Images, gzipped ? ImageFiles.Gzip(images) : images);
        Write(gzipped ? Labels + ".gz" : Labels, gzipped ? ImageFiles.Gzip(labels) : labels);
        LabelledImages read = IdxFiles.Read(_folder.Path, "train");
        Assert.Equal((12, new ImageShape(1, 5, 4)), (read.Count, read.Shape));
        Assert.Equal(images[16..], read.Pixels);
        Assert.Equal(labels[8..], read.Labels);
    }

    [Fact]
    public void A_missing_file_is_named_with_where_to_get_it()
    {
        Write(Images, ImageFiles.Images(2));
        string message = Assert.Throws<UsageException>(() => IdxFiles.Read(_folder.Path, "train")).Message;
        Assert.Contains(Labels, message);
        Assert.Contains("--download", message);
    }

    [Fact]
    public void Wrong_files_are_told_apart()
    {
        Refused(ImageFiles.Images(3)[..^1], ImageFiles.Labels(3), Images, "ends early");
        Refused(ImageFiles.Images(3)[..7], ImageFiles.Labels(3), Images, "ends early");
        Refused(ImageFiles.Gzip(ImageFiles.Images(300))[..60], ImageFiles.Labels(300), Images, "");
        Refused([.. ImageFiles.Images(3), 0], ImageFiles.Labels(3), Images, "goes on");
        Refused(ImageFiles.Labels(30), ImageFiles.Labels(3), Images, "no IDX file of images");
        Refused("<!DOCTYPE html><html>not found</html>"u8.ToArray(), ImageFiles.Labels(3), Images, "no IDX file");
        Refused(ImageFiles.Images(3), ImageFiles.Images(3), Labels, "no IDX file of labels");
        Refused(ImageFiles.Images(3), ImageFiles.Labels(4), Labels, "3 images");
        Refused(ImageFiles.Images(12), ImageFiles.Idx(0x801, [12]), Labels, "label 10 is 10");
        Refused([0, 0, 8, 3, 127, 0, 0, 0, 127, 0, 0, 0, 127, 0, 0, 0], ImageFiles.Labels(3), Images, "damaged");
    }

    private void Refused(byte[] images, byte[] labels, string file, string why)
    {
        Write(Images, images);
        Write(Labels, labels);
        string message = Assert.Throws<UsageException>(() => IdxFiles.Read(_folder.Path, "train")).Message;
        Assert.Contains(file, message);
        Assert.Contains(why, message);
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(_folder.File(name), content);
}
