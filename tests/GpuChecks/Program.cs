using System.Globalization;
using SparseLsr.Gen.GpuChecks;

const string Help = """
    Usage: dotnet run -c Release --project tests/GpuChecks -- MODE [OPTIONS]

    ptx     the PTX of every kernel of every ready-made loss, with a table of the files; needs no GPU
      --output FOLDER    where to
      --losses A,B       of these losses only
      --quick            of one loss for each way to sum up a row, with targets of int64
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
        _ => throw new UsageException($"There is no mode '{args[0]}'.\n\n{Help}"),
    };
}
catch (UsageException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
