using System.Diagnostics;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.GpuChecks.Correctness;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>Compiles the kernels that <c>correct</c> starts, into the cache of the user, where no device is.</summary>
internal static class CompileMode
{
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var options = new Arguments(arguments, "--capability", "--part");
        string capability = options.Single("--capability") ?? "9.0";
        if (!Version.TryParse(capability, out Version? version) || version.Build >= 0)
            throw new UsageException($"--capability takes a compute capability, as 9.0, and got '{capability}'.");
        (int part, int parts) = PartProcesses.Option(options);
        return parts == 1 ? Run(capability) : Run(part, parts, PtxCompiler.Target(version.Major, version.Minor));
    }

    /// <summary>Compiles all of them, in a process for each core.</summary>
    public static int Run(string capability)
    {
        long start = Stopwatch.GetTimestamp();
        int kernels = Precompilation.Kernels(CheckScope.Device).Count, failed = 0;
        // At least two: one part is the whole, which starts processes.
        PartProcesses.Run(Math.Max(2, Environment.ProcessorCount), _ => ["compile", "--capability", capability], (_, code, output) =>
        {
            failed += code == 0 ? 0 : 1;
            if (code != 0)
                Console.WriteLine(output);
        });
        Console.WriteLine($"{kernels} kernels compiled to PTX, or found, in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        return failed == 0 ? 0 : 1;
    }

    private static int Run(int part, int parts, CudaArchitecture architecture)
    {
        IReadOnlyList<string> failures = Precompilation.Run(CheckScope.Device, architecture, part, parts);
        foreach (string failure in failures)
            Console.WriteLine(failure);
        return failures.Count == 0 ? 0 : 1;
    }
}
