namespace SparseLsr.Gen.Testing.Snapshots;

/// <summary>What a test fails with where its snapshot is missing or stale.</summary>
internal sealed class SnapshotException(string message) : Exception(message);
