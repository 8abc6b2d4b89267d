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
    using Digits digits = Digits.Load();
    Comparison.Report(Comparison.Run(options, digits));
    return 0;
}
catch (UsageException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
