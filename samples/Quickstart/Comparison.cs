using Spectre.Console;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>What became of one network.</summary>
internal sealed record Result(string Loss, Evaluation Evaluation, LossTiming Timing);

/// <summary>Trains a network with each loss and reports on them.</summary>
internal static class Comparison
{
    public static IReadOnlyList<Result> Run(Options options, Digits digits) =>
        AnsiConsole.Progress().AutoClear(false).Start(progress =>
        {
            ProgressTask[] tasks = [.. options.Losses.Select(loss => progress.AddTask(loss.Name, maxValue: options.Epochs))];
            return options.Losses.Zip(tasks, (loss, task) => Train(loss, digits, options, task)).ToArray();
        });

    public static void Report(IReadOnlyList<Result> results)
    {
        var table = new Table()
            .AddColumn("Loss")
            .AddColumn(new TableColumn("Test\naccuracy").RightAligned())
            .AddColumn(new TableColumn("Calibration\nerror").RightAligned())
            .AddColumn(new TableColumn("Time in\nthe loss").RightAligned())
            .AddColumn(new TableColumn("The same, of\ntorch operations").RightAligned());
        foreach (Result result in results)
        {
            table.AddRow(
                result.Loss,
                $"{result.Evaluation.Accuracy:P1}",
                $"{result.Evaluation.CalibrationError:F3}",
                $"{result.Timing.Generated.TotalMicroseconds:F0} µs",
                $"{result.Timing.Composed.TotalMicroseconds:F0} µs");
        }
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"""
            Calibration error: the expected one, over {Calibration.Bins} bins of confidence.
            Times: forward and backward of the loss alone, {Training.BatchSize} images a step,
            the median of {LossTiming.Steps} steps on the trained network.
            """);
    }

    private static Result Train(NamedLoss loss, Digits digits, Options options, ProgressTask task)
    {
        using SparseTargetLoss criterion = loss.Create();
        using nn.Module<Tensor, Tensor> network =
            Training.Run(criterion, digits.Training, options.Epochs, options.Seed, () => task.Increment(1));
        return new Result(
            loss.Name, Evaluation.Of(network, digits.Test), LossTiming.Measure(criterion, network, digits.Training));
    }
}
