using System.Diagnostics;
using SparseLsr.Gen.Samples.PenultimateLayers.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Reports;

/// <summary>Shows how training goes on: a live table where there is a terminal, else a line now and then.</summary>
internal static class TrainingProgress
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(250), s_line = TimeSpan.FromSeconds(20);

    /// <summary>Trains while it shows how that goes.</summary>
    /// <param name="experiment">What is trained.</param>
    /// <param name="train">Does the steps, and calls its argument after each.</param>
    public static void Show(Experiment experiment, Action<Action> train)
    {
        long shown = Stopwatch.GetTimestamp();
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            Console.WriteLine($"{Title(experiment)}, {experiment.Settings.Steps} steps of {experiment.ImagesPerStep} images");
            train(() => Now(s_line, () => Console.WriteLine(Line(experiment))));
            Console.WriteLine(Line(experiment));
            return;
        }
        AnsiConsole.Live(Table(experiment)).Start(live =>
        {
            train(() => Now(s_refresh, () => live.UpdateTarget(Table(experiment))));
            live.UpdateTarget(Table(experiment));
        });

        void Now(TimeSpan interval, Action show)
        {
            if (Stopwatch.GetElapsedTime(shown) < interval)
                return;
            show();
            shown = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>The images a second of one learner.</summary>
    public static double ImagesPerSecond(Experiment experiment, Learner learner) =>
        learner.Averages.StepsPerSecond * experiment.ImagesPerStep;

    private static string Title(Experiment experiment) => $"{experiment.Settings.Model} on {experiment.Data.Name}";

    private static string Line(Experiment experiment)
    {
        IEnumerable<string> learners = experiment.Learners.Select(learner =>
            $"{learner.Name}: loss {learner.Averages.Loss:F3}, accuracy {learner.Averages.Accuracy:P1}");
        return $"step {experiment.Step}/{experiment.Settings.Steps}; {string.Join("; ", learners)}";
    }

    private static IRenderable Table(Experiment experiment)
    {
        var table = new Table()
            .Title($"{Title(experiment)}: step {experiment.Step} of {experiment.Settings.Steps}")
            .AddColumn("Trained with");
        foreach (string heading in new[] { "Loss", "Accuracy", "Images/s", "Time in the loss" })
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (Learner learner in experiment.Learners)
        {
            RunningAverages averages = learner.Averages;
            table.AddRow(
                learner.Name, $"{averages.Loss:F3}", $"{averages.Accuracy:P1}", $"{ImagesPerSecond(experiment, learner):F0}",
                $"{averages.LossShare:P2}");
        }
        return table;
    }
}
