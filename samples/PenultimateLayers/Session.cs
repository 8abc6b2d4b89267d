using System.Diagnostics;
using SparseLsr.Gen.Samples.PenultimateLayers.Data;
using SparseLsr.Gen.Samples.PenultimateLayers.Reports;
using SparseLsr.Gen.Samples.PenultimateLayers.Training;
using Spectre.Console;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.PenultimateLayers;

/// <summary>A run of the program: data, training, reports.</summary>
internal static class Session
{
    private static readonly TimeSpan s_checkpointInterval = TimeSpan.FromMinutes(5);

    /// <summary>Runs.</summary>
    /// <returns>Whether it came to its end, rather than being interrupted.</returns>
    /// <exception cref="UsageException">The options ask for what is not there.</exception>
    public static async Task<bool> Run(Options options, Interruption interruption)
    {
        if (options.Device == "cuda" && !cuda.is_available())
            throw new UsageException("--device cuda: libtorch finds none. It takes a GPU, and a build with libtorch's CUDA package.");
        DataSet data = await Load(options);
        using var experiment = new Experiment(data, options.Run, new Device(options.Device));
        if (options.CheckpointFolder is { } folder && Checkpoint.TryRead(folder, experiment))
            AnsiConsole.WriteLine($"Going on after step {experiment.Step} of {options.Steps}.");

        TrainingProgress.Show(experiment, stepDone => Train(experiment, options.CheckpointFolder, interruption, stepDone));
        if (!experiment.IsDone || options.CheckpointFolder is not null)
        {
            string written = options.CheckpointFolder ?? Path.Combine(options.Out, "checkpoint");
            Checkpoint.Write(written, experiment);
            if (!experiment.IsDone)
                Console.WriteLine($"Interrupted after step {experiment.Step}. To go on, repeat with --checkpoint {written}");
        }
        Report(experiment, options);
        return experiment.IsDone;
    }

    private static async Task<DataSet> Load(Options options)
    {
        if (options.Download)
        {
            AnsiConsole.WriteLine($"Fetching {options.Data} where it is missing.");
            using var client = new HttpClient();
            var downloads = new Downloads(client);
            await (options.Data == "cifar10" ? downloads.Cifar10(options.DataFolder) : downloads.FashionMnist(options.DataFolder));
        }
        return options.Data switch
        {
            "cifar10" => DataSet.Cifar10(options.DataFolder, options.Seed),
            "fashion-mnist" => DataSet.FashionMnist(options.DataFolder, options.Seed),
            _ => DataSet.Digits(options.Seed),
        };
    }

    private static void Train(Experiment experiment, string? checkpointFolder, Interruption interruption, Action stepDone)
    {
        long written = Stopwatch.GetTimestamp();
        while (!experiment.IsDone && !interruption.IsRequested)
        {
            experiment.Advance();
            stepDone();
            if (checkpointFolder is null || Stopwatch.GetElapsedTime(written) < s_checkpointInterval)
                continue;
            Checkpoint.Write(checkpointFolder, experiment);
            written = Stopwatch.GetTimestamp();
        }
    }

    private static void Report(Experiment experiment, Options options)
    {
        var outcomes = new Outcome[experiment.Learners.Length];
        AnsiConsole.Progress().Start(progress =>
        {
            ProgressTask[] tasks = [.. experiment.Learners.Select(learner => progress.AddTask(learner.Name, maxValue: 1))];
            experiment.ForEachLearner(learner =>
            {
                int index = experiment.Learners.IndexOf(learner);
                outcomes[index] = Outcome.Of(experiment, learner, options.Points, (what, share) =>
                {
                    tasks[index].Description = $"{learner.Name}: {what}";
                    tasks[index].Value = share;
                });
            });
        });
        EmbeddingFigures.Save(options.Out, Summary.Title(experiment), outcomes, experiment.Data.ClassNames);
        Summary.Save(options.Out, experiment, options.Device, outcomes);

        var table = new Table().AddColumn("Trained with");
        foreach (string heading in new[] { "Training\naccuracy", "Test\naccuracy", "Calibration\nerror", "Time in\nthe loss" })
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (Outcome outcome in outcomes)
        {
            table.AddRow(
                outcome.Name, $"{outcome.Training.Accuracy:P1}", $"{outcome.Test.Accuracy:P1}",
                $"{outcome.Test.CalibrationError:F3}", $"{outcome.LossShare:P2}");
        }
        AnsiConsole.Write(table);
        Console.WriteLine($"Figures and summaries are in {Path.GetFullPath(options.Out)}");
    }
}
