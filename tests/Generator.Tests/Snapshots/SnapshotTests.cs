using SparseLsr.Gen.Testing.Snapshots;

namespace SparseLsr.Gen.Generator.Tests.Snapshots;

public sealed class SnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshots").FullName;
    private readonly Dictionary<string, string> _environment = [];

    private string Verified => Path.Combine(_folder, "Loss.verified.cs");

    private string Received => Path.Combine(_folder, "Loss.received.cs");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheSameTextPassesAndTakesAnOldReceivedFileAway()
    {
        File.WriteAllText(Verified, "a\nb\n");
        File.WriteAllText(Received, "stale");
        Verify("a\nb\n");
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void AMissingSnapshotFailsAndLeavesWhatWasReceived()
    {
        Assert.Contains("There is no", Assert.Throws<SnapshotException>(() => Verify("a\n")).Message);
        Assert.Equal("a\n", File.ReadAllText(Received));
        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public void AnotherTextFailsAndNamesTheFirstLineThatDiffers()
    {
        File.WriteAllText(Verified, "a\nb\n");
        Assert.Contains("from line 2 on", Assert.Throws<SnapshotException>(() => Verify("a\nc\n")).Message);
        Assert.Equal("a\nc\n", File.ReadAllText(Received));
        Assert.Equal("a\nb\n", File.ReadAllText(Verified));
    }

    [Fact]
    public void AcceptingReplacesTheSnapshot()
    {
        File.WriteAllText(Verified, "a\n");
        _environment["SNAPSHOT_ACCEPT"] = "1";
        Verify("b\n");
        Assert.Equal("b\n", File.ReadAllText(Verified));
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void ABuildServerAcceptsNothing()
    {
        File.WriteAllText(Verified, "a\n");
        _environment["SNAPSHOT_ACCEPT"] = "1";
        _environment["CI"] = "true";
        Assert.Throws<SnapshotException>(() => Verify("b\n"));
        Assert.Equal("a\n", File.ReadAllText(Verified));
    }

    private void Verify(string received) =>
        Snapshot.Verify(received, "Loss", _folder, name => _environment.GetValueOrDefault(name));
}
