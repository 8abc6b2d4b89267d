namespace SparseLsr.Gen.Benchmarks;

/// <summary>Finds out before minutes of measuring whether the result can be written.</summary>
internal static class OutputFile
{
    /// <exception cref="UsageException">The file can be neither opened nor made.</exception>
    public static void RequireWritable(string option, string path)
    {
        bool existed = File.Exists(path);
        try
        {
            using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write))
            {
            }
            if (!existed)
                File.Delete(path);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            throw new UsageException($"{option}: cannot write {path}: {exception.Message}");
        }
    }

    /// <exception cref="UsageException">The folder can be neither found nor made, or not be written in.</exception>
    public static void RequireWritableFolder(string option, string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            throw new UsageException($"{option}: cannot make the folder {path}: {exception.Message}");
        }
        RequireWritable(option, Path.Combine(path, $"write-test-{Environment.ProcessId}"));
    }

    private static bool IsRefusal(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
