using System.Globalization;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks;

const string Help = """
    Usage: dotnet run -c Release --project tools/GpuChecks -- MODE [OPTIONS]

    ptx        the PTX of every kernel of every ready-made loss, with a table of the files; needs no GPU
      --output FOLDER    where to
      --losses A,B       of these losses only
      --quick            of one loss for each way to sum up a row, with targets of int64

    compile    the kernels that `correct` starts, into the cache that the runtime looks into; needs no GPU
      --capability M.N   for devices of this compute capability (default: 9.0)
      --part N/M         the Nth of M parts; all of them at the same time where it is not given

    correct    every kernel over a GPU's memory against the CPU in float64; needs the NVIDIA driver alone
      --device N         on another device than the first
      --processes N      in N processes: the driver compiles the kernels of each one after the other
      --part N/M         what the Nth of M processes does
      --emulated         on ILGPU's emulation of a GPU instead: checks the checks, not a GPU; takes minutes
      --json FILE        also as JSON

    bandwidth  the kernels' times and bandwidths against those of a copy of the logits; needs the NVIDIA driver alone
      --device N         on another device than the first
      --loss NAME        of another loss than CrossEntropyLoss
      --shape NxC        of this batch alone
      --quick            three batches, 20 repetitions
      --json FILE        also as JSON

    module     the modules on CUDA tensors against the CPU; needs a libtorch with CUDA that TorchSharp loads against
      --device N         on another device than the first
      --json FILE        also as JSON

    Exit codes: 0, 1 something was wrong, 2 the command line, 3 no GPU, or no libtorch for it.
    """;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [] or ["--help" or "-h", ..])
{
    Console.WriteLine(Help);
    return args.Length == 0 ? 2 : 0;
}
try
{
    return args[0] switch
    {
        "ptx" => PtxMode.Run(args.AsSpan(1)),
        "compile" => CompileMode.Run(args.AsSpan(1)),
        "correct" => CorrectMode.Run(args.AsSpan(1)),
        "bandwidth" => BandwidthMode.Run(args.AsSpan(1)),
        "module" => ModuleMode.Run(args.AsSpan(1)),
        _ => throw new UsageException($"There is no mode '{args[0]}'.\n\n{Help}"),
    };
}
catch (UsageException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
catch (NoDeviceException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 3;
}
catch (GpuException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
