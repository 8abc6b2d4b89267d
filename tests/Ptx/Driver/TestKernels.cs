namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>The kernels of the tests, compiled once for a build of the runtime and kept beside the tests.</summary>
internal static class TestKernels
{
    private const string FolderName = "ptx";

    // Once: tests that run at the same time would delete the same files.
    private static readonly string s_folder = OwnFolder();

    /// <summary>Compiled several by one compiler, which takes less time.</summary>
    public static KernelStore Shared { get; } = new(Path.Combine(s_folder, "shared"), sharesCompilers: true);

    /// <summary>Compiled one by one, as the runtime does.</summary>
    public static KernelStore Fresh { get; } = new(Path.Combine(s_folder, "fresh"), sharesCompilers: false);

    /// <summary>The same text with a change.</summary>
    public static KernelStore Changed(Func<string, string> change) => new(Path.Combine(s_folder, "shared"), sharesCompilers: true, change);

    // A build's texts are of no use to another one.
    private static string OwnFolder()
    {
        string all = Path.Combine(AppContext.BaseDirectory, FolderName);
        string own = Path.Combine(all, typeof(SparseTargetLoss).Module.ModuleVersionId.ToString("N"));
        if (Directory.Exists(all))
        {
            foreach (string folder in Directory.GetDirectories(all).Where(folder => folder != own))
                Directory.Delete(folder, recursive: true);
        }
        return own;
    }
}
