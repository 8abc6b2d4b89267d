using System.Reflection;

namespace SparseLsr.Gen.Tests.Cases;

/// <summary>The files that are embedded in the tests.</summary>
internal static class TestResources
{
    private static readonly Assembly _assembly = typeof(TestResources).Assembly;

    public static IEnumerable<string> Names(string ending) =>
        _assembly.GetManifestResourceNames().Where(name => name.EndsWith(ending, StringComparison.Ordinal));

    public static string Text(string name)
    {
        using var reader = new StreamReader(_assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
