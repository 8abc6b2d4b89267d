using SparseLsr.Gen.Samples;
using SparseLsr.Gen.Samples.Figures;
using SparseLsr.Gen.Samples.LossCurves;
using Spectre.Console;

try
{
    Options options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }
    if (!Figure.HasFont)
        Console.Error.WriteLine("This machine has no font that could be found: the figures will have no words.");
    PlannedFigure[] figures = [.. FigureSet.Of(options.Losses, options.Classes)];
    AnsiConsole.Progress().Start(progress =>
    {
        ProgressTask task = progress.AddTask("figures", maxValue: figures.Length);
        foreach (PlannedFigure figure in figures)
        {
            task.Description = figure.Name;
            figure.Save(options.Out);
            task.Increment(1);
        }
    });
    Console.WriteLine($"{figures.Length} figures, each as PNG and SVG, in {Path.GetFullPath(options.Out)}");
    return 0;
}
catch (Exception problem) when (problem is UsageException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
