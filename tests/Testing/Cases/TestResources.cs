using System.Reflection;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>The files that are embedded in an assembly, in this one unless another is given.</summary>
internal static class TestResources
{
    public static IEnumerable<string> Names(string ending) =>
        typeof(TestResources).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(ending, StringComparison.Ordinal));

    public static string Text(string name, Assembly? assembly = null)
    {
        assembly ??= typeof(TestResources).Assembly;
        using Stream stream = assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no {name} in {assembly.GetName().Name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
