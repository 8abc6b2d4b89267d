using System.Collections.Concurrent;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>Writes the PTX of kernels to a folder, with a table of what each file is.</summary>
internal static class PtxMode
{
    /// <summary>The table's name in the folder: tab-separated, with a line of headings.</summary>
    private const string Manifest = "kernels.tsv";

    /// <summary>One loss for each set of sums that a row is known by.</summary>
    private static readonly string[] s_quickLosses = ["SparseLsrLoss", "LabelSmoothingLoss", "ConfidencePenaltyLoss"];

    public static int Run(ReadOnlySpan<string> arguments)
    {
        var options = new Arguments(arguments, "--output", "--losses", "--quick");
        string output = options.Single("--output") ?? throw new UsageException("ptx needs --output FOLDER.");
        bool quick = options.Flag("--quick");
        string[] losses = [.. KernelCatalog.Losses, .. KernelCatalog.LossesOfClasses, .. KernelCatalog.ClassLosses.Select(static type => type.Name)];
        GpuKernel[] kernels = [.. Chosen(options.Several("--losses", losses), quick)];

        Directory.CreateDirectory(output);
        foreach (string stale in Directory.EnumerateFiles(output, "*.ptx"))
            File.Delete(stale);
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(kernels, kernel =>
        {
            try
            {
                // What a compiler has met before changes its text a little; the runtime gives each kernel one of its own.
                using var compiler = new PtxCompiler(CudaArchitecture.SM_90);
                File.WriteAllText(Path.Combine(output, FileName(kernel)), compiler.Compile(kernel.Method, kernel.BlockSize));
            }
            // Whatever a compiler may throw: the other kernels are wanted all the same.
            catch (Exception exception)
            {
                failures.Add($"{kernel}: {exception.Message}");
            }
        });
        foreach (string failure in failures.Order())
            Console.Error.WriteLine(failure);
        string[] lines = [.. kernels.Select(Line)];
        File.WriteAllText(Path.Combine(output, Manifest), string.Join('\n', ["file\tloss\tsharing\tstep\telement\tbytes\ttarget\tgroup_size", .. lines, ""]));
        Console.WriteLine($"{kernels.Length - failures.Count} of {kernels.Length} kernels written to {output}");
        return failures.IsEmpty ? 0 : 1;
    }

    private static IEnumerable<GpuKernel> Chosen(IReadOnlyList<string> losses, bool quick)
    {
        if (losses.Count == 0)
            losses = quick ? s_quickLosses : KernelCatalog.Losses;
        IEnumerable<GpuKernel> kernels = losses.SelectMany(KernelCatalog.Of).Concat(KernelCatalog.WithoutLoss);
        return quick ? kernels.Where(kernel => kernel.Target == "int64") : kernels;
    }

    private static string FileName(GpuKernel kernel) => $"{(kernel.Loss is { } loss ? loss + "." : "")}{kernel.Variant}.ptx";

    private static string Line(GpuKernel kernel) => string.Join('\t',
        FileName(kernel), kernel.Loss ?? "-", kernel.Mapping, kernel.Step, kernel.Element, kernel.PackBytes, kernel.Target, kernel.BlockSize);
}
