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
        (int part, int parts) = PartProcesses.Option(options);
        int processes = options.Number("--processes", 1);
        if (processes == 0 || (processes > 1 && (emulated || parts > 1)))
            throw new UsageException("--processes takes a number from 1, and goes with neither --emulated nor --part.");
        JsonFile.RequireWritable(json);
        using ICheckDevice device = emulated ? new EmulatedCheckDevice() : DeviceOption.Open(index);
        Console.WriteLine(device.Machine);

        CheckScope scope = emulated ? CheckScope.Emulated : CheckScope.Device;
        if (!emulated && parts == 1)
            CompileMode.Run(device.Machine.Capability);
        var findings = new Findings(Console.Out, part, parts);
        if (processes > 1)
            CheckProcesses.Run(index, processes, findings);
        else
            new CheckPlan(device, scope, findings).Run();
        Console.WriteLine(findings.Summary);
        JsonFile.Write(json, new CorrectReport(device.Machine, findings.Checks, findings.Wrong, findings.NotRun, findings.Groups));
        return findings.Wrong == 0 && findings.Checks > 0 ? 0 : 1;
    }
}
