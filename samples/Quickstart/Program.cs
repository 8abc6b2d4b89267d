using SparseLsr.Gen.Samples;
using SparseLsr.Gen.Samples.Quickstart;

try
{
    Options options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }
    Comparison.Report(Comparison.Run(options));
    return 0;
}
catch (UsageException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
catch (PlatformNotSupportedException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
