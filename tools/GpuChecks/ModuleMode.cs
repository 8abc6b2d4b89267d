using System.Runtime.InteropServices;
using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.GpuChecks.Module;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>The ordinary modules on CUDA tensors, where TorchSharp's native library loads against the libtorch that is found.</summary>
internal static class ModuleMode
{
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var options = new Arguments(arguments, "--device", "--json");
        string? json = options.Single("--json");
        int index = DeviceOption.Index(options);
        JsonFile.RequireWritable(json);
        MachineRecord machine;
        using (CudaCheckDevice opened = DeviceOption.Open(index))
            machine = opened.Machine;
        Console.WriteLine(machine);
        RequireCuda();

        var findings = new Findings(Console.Out);
        random.manual_seed(1);
        new ModuleChecks(device(DeviceType.CUDA, index), findings).Run((64, 128), (33, 1001), (16, 50_257), (512, 4096));
        Console.WriteLine(findings.Summary);
        JsonFile.Write(json, new CorrectReport(machine, findings.Checks, findings.Wrong, findings.NotRun, findings.Groups));
        return findings.Wrong == 0 ? 0 : 1;
    }

    // Loaded here first, by the system's loader alone: TorchSharp itself would look for packages to copy libraries from.
    private static void RequireCuda()
    {
        try
        {
            NativeLibrary.Load("libtorch_cuda.so");
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, null);
            InitializeDeviceType(DeviceType.CUDA);
        }
        // Whatever a loader says of another libtorch than the one that TorchSharp was built against.
        catch (Exception exception)
        {
            Version? version = typeof(torch).Assembly.GetName().Version;
            throw new NoDeviceException($"TorchSharp {version} does not load against the libtorch found here, if any: {exception.Message.Trim()}");
        }
        if (!cuda.is_available())
            throw new NoDeviceException("the libtorch found here has no CUDA device.");
    }
}
