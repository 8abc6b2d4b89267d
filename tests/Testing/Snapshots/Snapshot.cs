using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Testing.Snapshots;

/// <summary>
/// Holds generated text against the snapshot beside the test, by Verify's conventions, so that Verify can take this file's place:
/// <c>Name.verified.cs</c> is what is expected; a mismatch fails and leaves <c>Name.received.cs</c>. To accept what was received,
/// review it and run again with SNAPSHOT_ACCEPT=1, which does nothing on a build server (CI=true).
/// </summary>
internal static class Snapshot
{
    /// <exception cref="SnapshotException">The snapshot is missing, or the text is not the snapshot's.</exception>
    public static void Verify(string received, string name, [CallerFilePath] string testFile = "") =>
        Verify(received, name, Path.GetDirectoryName(testFile)!, Environment.GetEnvironmentVariable);

    /// <summary>The same for any folder and environment.</summary>
    public static void Verify(string received, string name, string folder, Func<string, string?> environment)
    {
        string verifiedFile = Path.Combine(folder, name + ".verified.cs");
        string receivedFile = Path.Combine(folder, name + ".received.cs");
        string? verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile) : null;
        if (verified == received)
        {
            File.Delete(receivedFile);
            return;
        }
        if (environment("SNAPSHOT_ACCEPT") == "1" && environment("CI") != "true")
        {
            File.WriteAllText(verifiedFile, received);
            File.Delete(receivedFile);
            return;
        }
        File.WriteAllText(receivedFile, received);
        string what = verified is null
            ? $"There is no {verifiedFile}."
            : $"{verifiedFile} differs from line {FirstDifference(verified, received)} on.";
        throw new SnapshotException($"{what} Compare it with {receivedFile}; SNAPSHOT_ACCEPT=1 accepts that.");
    }

    private static int FirstDifference(string verified, string received)
    {
        string[] expected = verified.Split('\n'), actual = received.Split('\n');
        int line = 0;
        while (line < Math.Min(expected.Length, actual.Length) && expected[line] == actual[line])
            line++;
        return line + 1;
    }
}
