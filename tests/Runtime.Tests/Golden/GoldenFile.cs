using System.Text.Json;

namespace SparseLsr.Gen.Tests.Golden;

/// <summary>Reads the reference values that others computed, see README.md.</summary>
internal static class GoldenFile
{
    public static JsonElement[] Read(string name) => [.. JsonDocument.Parse(TestResources.Text(name, typeof(GoldenFile).Assembly)).RootElement.EnumerateArray()];

    /// <summary>Numbers, of which infinite ones stand as text.</summary>
    public static double[] Numbers(this JsonElement parent, string name) =>
        [.. parent.GetProperty(name).EnumerateArray().Select(Number)];

    public static long[] Integers(this JsonElement parent, string name) =>
        [.. parent.GetProperty(name).EnumerateArray().Select(element => element.GetInt64())];

    public static string Text(this JsonElement parent, string name) => parent.GetProperty(name).GetString()!;

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetDouble()
        : element.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            string text => throw new FormatException($"'{text}' is no number."),
            null => throw new FormatException("null is no number."),
        };
}
