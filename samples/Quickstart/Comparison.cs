using Spectre.Console;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>What became of one network.</summary>
internal sealed record Result(string Loss, Evaluation Evaluation, LossTiming Timing);

/// <summary>Trains a network with each loss and reports on them.</summary>
internal static class Comparison
{
    /// <exception cref="PlatformNotSupportedException">TorchSharp's native library cannot be loaded.</exception>
    public static IReadOnlyList<Result> Run(Options options) =>
        AnsiConsole.Progress().Start(progress =>
        {
            // The losses first: where TorchSharp does not load, they are the ones to tell why.
            SparseTargetLoss[] criteria = [.. options.Losses.Select(loss => loss.Create())];
            ProgressTask[] tasks = [.. options.Losses.Select(loss => progress.AddTask(loss.Name, autoStart: false, options.Epochs))];
            // So small a network is no faster on several threads, and on a busy machine they wait for each other.
            set_num_threads(1);
            using Digits digits = Digits.Load();
            return criteria.Zip(tasks, (criterion, task) => Train(criterion, digits, options, task)).ToArray();
        });

    public static void Report(IReadOnlyList<Result> results)
    {
        var table = new Table()
            .AddColumn("Loss")
            .AddColumn(new TableColumn("Test\naccuracy").RightAligned())
            .AddColumn(new TableColumn("Calibration\nerror").RightAligned())
            .AddColumn(new TableColumn("Time in\nthe loss").RightAligned())
            .AddColumn(new TableColumn("Composed\nof torch").RightAligned());
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
            Time in the loss: forward and backward of the loss alone, {Training.BatchSize} images a step;
            beside it the same loss composed of torch operations. Medians over many steps.
            """);
    }

    private static Result Train(SparseTargetLoss criterion, Digits digits, Options options, ProgressTask task)
    {
        task.StartTask();
        using (criterion)
        {
            using nn.Module<Tensor, Tensor> network =
                Training.Run(criterion, digits.Training, options.Epochs, options.Seed, () => task.Increment(1));
            return new Result(
                task.Description, Evaluation.Of(network, digits.Test), LossTiming.Measure(criterion, network, digits.Training));
        }
    }
}
