namespace SparseLsr.Gen.Package.Tests;

/// <summary>Programs outside of the repository that have nothing of it but a package.</summary>
public sealed class ConsumerTests(PackedPackage package)
{
    [Fact]
    public async Task Declares_a_loss_and_trains_with_it()
    {
        string output = await BuildAndRun("Training");
        Assert.StartsWith("trained", output);
    }

    [Fact]
    public async Task Evaluates_rows_without_libtorch()
    {
        string output = await BuildAndRun("Spans");
        Assert.StartsWith("exact", output);
        Assert.DoesNotContain(FilesOf("Spans/out"), file => file.Contains("torch_cpu") || file.Contains("c10"));
    }

    [Fact]
    public async Task Runs_on_an_accelerator_as_an_app_of_one_file()
    {
        string output = await DotNet.Run(Path.Combine(package.Consumers, "FileApp"), package.Environment, "run", "app.cs");
        Assert.StartsWith("exact", output);
    }

    [Fact]
    public async Task Compiles_a_loss_at_run_time()
    {
        string output = await BuildAndRun("RunTime");
        Assert.StartsWith("compiled", output);
        Assert.Contains("Microsoft.CodeAnalysis.CSharp.dll", FilesOf("RunTime/out"));
    }

    /// <summary>There no assembly is a file, for the compiler to read.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task Compiles_a_loss_at_run_time_in_one_file()
    {
        string folder = Path.Combine(package.Consumers, "RunTime");
        string[] options = ["-r", BuildSettings.RuntimeIdentifier, "--no-self-contained", "-p:PublishSingleFile=true", "-o", "single"];
        await DotNet.Run(folder, package.Environment, ["publish", "-c", "Release", .. options]);
        Assert.DoesNotContain(FilesOf("RunTime/single"), file => file.EndsWith(".dll", StringComparison.Ordinal));
        string program = Path.Combine(folder, "single", OperatingSystem.IsWindows() ? "RunTime.exe" : "RunTime");
        string output = await DotNet.RunProgram(program, folder, package.Environment);
        Assert.StartsWith("compiled", output);
    }

    /// <summary>Half a gigabyte is packed into the file and unpacked again.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task Trains_as_one_self_contained_file()
    {
        string folder = Path.Combine(package.Consumers, "SingleFile");
        await DotNet.Run(folder, package.Environment, "publish", "-c", "Release", "-r", BuildSettings.RuntimeIdentifier, "-o", "out");
        string program = Path.Combine(folder, "out", Assert.Single(FilesOf("SingleFile/out")));
        string output = await DotNet.RunProgram(program, folder, package.Environment);
        Assert.StartsWith("trained", output);
    }

    private async Task<string> BuildAndRun(string consumer)
    {
        string folder = Path.Combine(package.Consumers, consumer);
        await DotNet.Run(folder, package.Environment, "build", "-c", "Release", "-o", "out");
        return await DotNet.Run(folder, package.Environment, Path.Combine("out", consumer + ".dll"));
    }

    private IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(Path.Combine(package.Consumers, folder)).Select(file => Path.GetFileName(file));
}
