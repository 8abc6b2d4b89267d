using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using SparseLsr.Gen.Benchmarks.Cases;

namespace SparseLsr.Gen.Benchmarks.Measuring;

/// <summary>The SDK's own compiler in a process that has compiled nothing before, asked for what the generator took of its time.</summary>
internal sealed partial class FreshCompiler : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("SparseLsr.Gen.Benchmarks");
    private readonly string _compiler = Find();

    /// <summary>Compiles a project of so many losses.</summary>
    /// <returns>Milliseconds, the translation of the generator's code by the runtime included.</returns>
    public double Measure(int losses)
    {
        string arguments = Path.Combine(_folder.FullName, $"{losses}.rsp");
        if (!File.Exists(arguments))
            File.WriteAllLines(arguments, WriteProject(losses));
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", _compiler, "@" + arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _folder.FullName,
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Match seconds = GeneratorSeconds().Match(output);
        if (process.ExitCode != 0 || !seconds.Success)
            throw new InvalidOperationException($"The compiler failed:\n{output}");
        return 1000 * double.Parse(seconds.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<string> WriteProject(int losses)
    {
        foreach ((string path, string text) in LossProject.Files(losses))
            File.WriteAllText(Path.Combine(_folder.FullName, path), text);
        return
        [
            "-noconfig", "-nologo", "-target:library", "-nullable:enable", "-reportanalyzer", $"-out:{losses}.dll",
            $"-analyzer:\"{typeof(Generator.SparseTargetLossGenerator).Assembly.Location}\"",
            .. LossProject.References.Select(path => $"-reference:\"{path}\""),
            .. LossProject.Files(losses).Select(file => file.Path),
        ];
    }

    private static string Find()
    {
        // The runtime is three folders below the folder of the installation, which also has the SDK's.
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        string? compiler = Directory.EnumerateDirectories(Path.Combine(root, "sdk"), $"{Environment.Version.Major}.*")
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).Where(File.Exists).Order(StringComparer.Ordinal).LastOrDefault();
        return compiler ?? throw new PlatformNotSupportedException($"No .NET {Environment.Version.Major} SDK beside the runtime in {root}.");
    }

    [GeneratedRegex(@"^\s*<?(\d+\.\d+)\s+<?\d+\s+SparseLsr\.Gen\.Generator\.SparseTargetLossGenerator\s*$", RegexOptions.Multiline)]
    private static partial Regex GeneratorSeconds();
}
