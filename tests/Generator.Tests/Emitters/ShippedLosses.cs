namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>The sources of the ready-made losses.</summary>
internal static class ShippedLosses
{
    public static IReadOnlyList<string> Names { get; } = typeof(ShippedLosses).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith("Loss.cs", StringComparison.Ordinal))
        .Select(name => Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal).ToArray();

    public static string Source(string loss)
    {
        using Stream stream = typeof(ShippedLosses).Assembly.GetManifestResourceStream(loss + ".cs")
            ?? throw new ArgumentException($"There is no {loss} among the ready-made losses.", nameof(loss));
        return new StreamReader(stream).ReadToEnd();
    }
}
