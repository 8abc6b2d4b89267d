using SparseLsr.Gen.Samples;
using SparseLsr.Gen.Samples.LanguageModel;

// As shells count a program that Ctrl-C ended.
const int Interrupted = 130;
try
{
    Options options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }
    using var interruption = new Interruption();
    return Session.Run(options, interruption) ? 0 : Interrupted;
}
catch (Exception problem)
    when (problem is UsageException or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
