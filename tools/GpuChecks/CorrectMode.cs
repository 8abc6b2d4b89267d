using System.Diagnostics;
using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.GpuChecks.Devices;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>Compares what the kernels make of plain device memory with the CPU in float64.</summary>
internal static class CorrectMode
{
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var options = new Arguments(arguments, "--device", "--emulated", "--json", "--part", "--processes");
        string? json = options.Single("--json");
        bool emulated = options.Flag("--emulated");
        int index = DeviceOption.Index(options);
        (int part, int parts) = Part(options.Single("--part") ?? "1/1");
        int processes = options.Number("--processes", 1);
        if (processes == 0 || (processes > 1 && (emulated || parts > 1)))
            throw new UsageException("--processes takes a number from 1, and goes with neither --emulated nor --part.");
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
        var findings = new Findings(Console.Out, part - 1, parts);
        if (processes > 1)
            CheckProcesses.Run(index, processes, findings);
        else
            new CheckPlan(device, scope, findings).Run();
        Console.WriteLine(findings.Summary);
        JsonFile.Write(json, new CorrectReport(device.Machine, findings.Checks, findings.Wrong, findings.NotRun, findings.Groups));
        return findings.Wrong == 0 && findings.Checks > 0 ? 0 : 1;
    }

    private static (int Part, int Parts) Part(string text)
    {
        string[] numbers = text.Split('/');
        return numbers.Length == 2 && int.TryParse(numbers[0], out int part) && int.TryParse(numbers[1], out int parts) && part >= 1 && part <= parts
            ? (part, parts)
            : throw new UsageException($"--part takes a part and their number, as 2/8, and got '{text}'.");
    }
}
