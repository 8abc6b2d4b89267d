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
    public void The_same_text_passes_and_takes_an_old_received_file_away()
    {
        File.WriteAllText(Verified, "a\nb\n");
        File.WriteAllText(Received, "stale");
        Verify("a\nb\n");
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void A_missing_snapshot_fails_and_leaves_what_was_received()
    {
        Assert.Contains("There is no", Assert.Throws<SnapshotException>(() => Verify("a\n")).Message);
        Assert.Equal("a\n", File.ReadAllText(Received));
        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public void Another_text_fails_and_names_the_first_line_that_differs()
    {
        File.WriteAllText(Verified, "a\nb\n");
        Assert.Contains("from line 2 on", Assert.Throws<SnapshotException>(() => Verify("a\nc\n")).Message);
        Assert.Equal("a\nc\n", File.ReadAllText(Received));
        Assert.Equal("a\nb\n", File.ReadAllText(Verified));
    }

    [Fact]
    public void Accepting_replaces_the_snapshot()
    {
        File.WriteAllText(Verified, "a\n");
        _environment["SNAPSHOT_ACCEPT"] = "1";
        Verify("b\n");
        Assert.Equal("b\n", File.ReadAllText(Verified));
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void A_build_server_accepts_nothing()
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
