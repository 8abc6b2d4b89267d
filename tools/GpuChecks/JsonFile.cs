using System.Text.Encodings.Web;
using System.Text.Json;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>Reports as JSON.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // For people to read: a × stays one.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Finds out before minutes of measuring whether the result can be written.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <exception cref="UsageException">The file can be neither opened nor made.</exception>
    public static void RequireWritable(string? path)
    {
        if (path is null)
            return;
        bool existed = File.Exists(path);
        try
        {
            using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write))
            {
            }
            if (!existed)
                File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--json: cannot write {path}: {exception.Message}");
        }
    }

    /// <param name="path">The file; null for none.</param>
    /// <param name="report">What is written.</param>
    public static void Write<T>(string? path, T report)
    {
        if (path is not null)
            File.WriteAllText(path, Text(report) + "\n");
    }

    /// <summary>What <see cref="Write"/> has written.</summary>
    public static T Read<T>(string path) => JsonSerializer.Deserialize<T>(File.ReadAllText(path), s_options)!;

    public static string Text<T>(T report) => JsonSerializer.Serialize(report, s_options);
}
