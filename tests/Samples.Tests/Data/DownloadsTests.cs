using System.Formats.Tar;
using System.Net;
using SparseLsr.Gen.Samples.PenultimateLayers.Data;

namespace SparseLsr.Gen.Samples.Tests.Data;

public sealed class DownloadsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StubServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fashion_MNIST_is_fetched_once()
    {
        _server.Answer = address => ImageFiles.Gzip(address.Contains("images") ? ImageFiles.Images(20) : ImageFiles.Labels(20));
        for (int i = 0; i < 2; i++)
            await new Downloads(_server.Client).FashionMnist(_folder.Path);
        Assert.Equal(4, _server.Requests);
        Assert.Equal(20, IdxFiles.Read(_folder.Path, "t10k").Count);
    }

    [Fact]
    public async Task The_archive_of_CIFAR_10_is_unpacked_once()
    {
        _server.Answer = _ => ImageFiles.Gzip(Archive());
        for (int i = 0; i < 2; i++)
            await new Downloads(_server.Client).Cifar10(_folder.Path);
        Assert.Equal(1, _server.Requests);
        Assert.Equal(10, CifarFiles.ReadTraining(_folder.Path, images: 2).Count);
    }

    [Fact]
    public async Task What_cannot_be_had_is_said_and_leaves_no_file()
    {
        _server.Answer = _ => throw new HttpRequestException("nobody there");
        UsageException problem = await Assert.ThrowsAsync<UsageException>(
            () => new Downloads(_server.Client).FashionMnist(_folder.Path));
        Assert.Contains("train-images", problem.Message);
        Assert.Contains("nobody there", problem.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private static byte[] Archive()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
        {
            string[] names = [.. Enumerable.Range(1, 5).Select(number => $"data_batch_{number}.bin"), "test_batch.bin"];
            foreach (string name in names)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"{CifarFiles.Folder}/{name}")
                {
                    DataStream = new MemoryStream(ImageFiles.Cifar(2, 0)),
                });
            }
        }
        return stream.ToArray();
    }

    private sealed class StubServer : HttpMessageHandler
    {
        public Func<string, byte[]> Answer { get; set; } = _ => [];

        public int Requests { get; private set; }

        public HttpClient Client => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new ByteArrayContent(Answer(request.RequestUri!.ToString())),
            });
        }
    }
}
