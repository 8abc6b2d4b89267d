using System.Diagnostics;
using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.GpuChecks.Devices;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>Compares what the kernels make of plain device memory with the CPU in float64.</summary>
internal static class CorrectMode
{
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var options = new Arguments(arguments, "--device", "--emulated", "--json");
        string? json = options.Single("--json");
        bool emulated = options.Flag("--emulated");
        int index = DeviceOption.Index(options);
        JsonFile.RequireWritable(json);
        using ICheckDevice device = emulated ? new EmulatedCheckDevice() : DeviceOption.Open(index);
        Console.WriteLine(device.Machine);

        CheckScope scope = emulated ? CheckScope.Emulated : CheckScope.Device;
        if (device is CudaCheckDevice cuda)
        {
            long start = Stopwatch.GetTimestamp();
            Precompilation.Run(scope, cuda.Architecture);
            Console.WriteLine($"{Precompilation.Kernels(scope).Count} kernels compiled to PTX, or found, in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        }
        var findings = new Findings(Console.Out);
        new CheckPlan(device, scope, findings).Run();
        Console.WriteLine(findings.Summary);
        JsonFile.Write(json, new CorrectReport(device.Machine, findings.Checks, findings.Wrong, findings.NotRun, findings.Groups));
        return findings.Wrong == 0 && findings.Checks > 0 ? 0 : 1;
    }
}
