using System.Reflection;
using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Package.Tests;

/// <summary>What the build of these tests knew (see the project file).</summary>
internal static class BuildSettings
{
    public static string Configuration => Read();

    /// <summary>The version that the package has when it is released.</summary>
    public static string Version => Read();

    /// <summary>Where the machine keeps its packages.</summary>
    public static string PackageFolder => Read();

    public static string RuntimeIdentifier => Read();

    public static string LibTorchPackage => Read();

    public static string LibTorchVersion => Read();

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    private static string Read([CallerMemberName] string key = "") =>
        typeof(BuildSettings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../.."));
}
