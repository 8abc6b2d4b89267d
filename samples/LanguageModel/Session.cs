using System.Diagnostics;
using Spectre.Console;
using TorchSharp;

namespace SparseLsr.Gen.Samples.LanguageModel;

/// <summary>A run of the program.</summary>
internal static class Session
{
    private const int ComparedBatches = 5;
    private const int StepsBetweenEvaluations = 25;
    private static readonly TimeSpan s_checkpointInterval = TimeSpan.FromMinutes(5);

    /// <summary>Runs.</summary>
    /// <returns>Whether it came to its end, rather than being interrupted.</returns>
    public static bool Run(Options options, Interruption interruption)
    {
        var corpus = new Corpus();
        using var model = new Model(corpus, options.Loss, options.Seed);
        if (options.Checkpoint is { } path && File.Exists(path))
            model.Read(path);
        Console.WriteLine(
            $"{corpus.Tokens:N0} tokens of text, {Corpus.Vocabulary:N0} in the vocabulary; {Parameters(model):N0} parameters; step {model.Step}.");
        double before = model.Evaluate().Perplexity;
        Train(model, options, interruption);
        if (options.Checkpoint is { } written)
            model.Write(written);
        bool isDone = model.Step >= options.Steps;
        if (isDone)
            Compare(model, corpus);
        (double perplexity, double accuracy) = model.Evaluate();
        Console.WriteLine(
            $"Perplexity of text not trained on: {before:N0} before, {perplexity:N0} after {model.Step} steps; {accuracy:P1} right.");
        Console.WriteLine();
        Console.WriteLine(model.Continue("/// <summary>The loss of a row", 60));
        return isDone;
    }

    private static void Compare(Model model, Corpus corpus)
    {
        var table = new Table { Title = new TableTitle("Cross entropy of the same batches, from the same weights") };
        table.AddColumn("");
        foreach (string heading in (string[])["loss", "steps/s", "peak memory"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (Comparison way in Comparison.All(model, corpus, ComparedBatches))
        {
            string memory = way.PeakBytes is { } bytes ? $"{bytes / 1e6:N0} MB" : "–";
            table.AddRow(way.Name, $"{way.Losses.Average():F4}", $"{way.StepsPerSecond:F2}", memory);
        }
        AnsiConsole.Write(table);
    }

    private static void Train(Model model, Options options, Interruption interruption) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress =>
            {
                ProgressTask task = progress.AddTask(options.Loss, maxValue: options.Steps);
                task.Value = model.Step;
                (int first, double accuracy) = (model.Step, 0);
                var watch = Stopwatch.StartNew();
                long written = Stopwatch.GetTimestamp();
                while (model.Step < options.Steps && !interruption.IsRequested)
                {
                    double loss = model.Advance();
                    if (model.Step % StepsBetweenEvaluations == 1)
                        accuracy = model.Evaluate().Accuracy;
                    task.Value = model.Step;
                    double tokens = (model.Step - first) * (double)Model.Windows * Transformer.Context / watch.Elapsed.TotalSeconds;
                    task.Description =
                        $"loss {loss:F2}, {accuracy:P0} right, {tokens:N0} tokens/s, {Environment.WorkingSet / 1e6:N0} MB";
                    if (options.Checkpoint is null || Stopwatch.GetElapsedTime(written) < s_checkpointInterval)
                        continue;
                    model.Write(options.Checkpoint);
                    written = Stopwatch.GetTimestamp();
                }
            });

    private static long Parameters(Model model) =>
        model.Body.parameters().Concat(model.Head.parameters()).Sum(parameter => parameter.NumberOfElements);
}
