using System.Diagnostics;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.GpuChecks.Correctness;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>Compiles the kernels that <c>correct</c> starts, into the cache of the user, where no device is.</summary>
internal static class CompileMode
{
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var options = new Arguments(arguments, "--capability");
        string capability = options.Single("--capability") ?? "9.0";
        if (!Version.TryParse(capability, out Version? version) || version.Build >= 0)
            throw new UsageException($"--capability takes a compute capability, as 9.0, and got '{capability}'.");
        long start = Stopwatch.GetTimestamp();
        int failed = Precompilation.Run(CheckScope.Device, PtxCompiler.Target(version.Major, version.Minor));
        int kernels = Precompilation.Kernels(CheckScope.Device).Count;
        Console.WriteLine($"{kernels - failed} of {kernels} kernels compiled to PTX, or found, in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        return failed == 0 ? 0 : 1;
    }
}
