using System.Text.Json;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>Writes records as a JSON array, their properties in snake case.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static void Write<T>(string path, IReadOnlyList<T> records) =>
        File.WriteAllText(path, JsonSerializer.Serialize(records, s_options) + "\n");
}
