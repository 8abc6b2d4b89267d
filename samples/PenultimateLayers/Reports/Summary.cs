using System.Globalization;
using System.Text.Json;
using SparseLsr.Gen.Samples.PenultimateLayers.Training;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Reports;

/// <summary>The results in words and in JSON.</summary>
internal static class Summary
{
    private static readonly JsonSerializerOptions s_json =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes summary.md and summary.json.</summary>
    public static void Save(string folder, Experiment experiment, string device, IReadOnlyList<Outcome> outcomes)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "summary.md"), Markdown(experiment, device, outcomes));
        File.WriteAllText(Path.Combine(folder, "summary.json"), Json(experiment, device, outcomes));
    }

    /// <summary>What was run, in one line.</summary>
    public static string Title(Experiment experiment)
    {
        string steps = experiment.IsDone ? $"{experiment.Step}" : $"{experiment.Step} of {experiment.Settings.Steps}";
        string end = experiment.IsDone ? "" : ", interrupted";
        return $"Penultimate layer, {experiment.Settings.Model} on {experiment.Data.Name}, {steps} steps{end}";
    }

    private static string Markdown(Experiment experiment, string device, IReadOnlyList<Outcome> outcomes)
    {
        IEnumerable<string> rows = outcomes.Select(outcome => Row(
            outcome.Name, Percent(outcome.Training), Percent(outcome.Validation), Percent(outcome.Test),
            Number(outcome.Test.CalibrationError, "F3"), Number(outcome.Embedding.Divergence, "F3"),
            Number(outcome.ImagesPerSecond, "F0"), Number(outcome.LossShare, "P2")));
        return $"""
            # {Title(experiment)}

            Smoothing ξ = {Number(Experiment.Smoothing, "R")}; SGD with Nesterov momentum, {experiment.ImagesPerStep} images a step;
            seed {experiment.Settings.Seed}, on {device}. All networks had the same initial weights and the same batches.

            {Row(
                "trained with", "training accuracy", "validation accuracy", "test accuracy", "calibration error (test)",
                "KL of the t-SNE", "images/s", "time in the loss")}
            {Row("---", "--:", "--:", "--:", "--:", "--:", "--:", "--:")}
            {string.Join(Environment.NewLine, rows)}

            Calibration error: the expected one over {Calibration.Bins} bins of confidence.
            The figures show {outcomes[0].Labels.Length} test images.

            ![The penultimate layers](penultimate.png)

            """;
    }

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string Percent(Evaluation evaluation) => Number(evaluation.Accuracy, "P2");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Json(Experiment experiment, string device, IReadOnlyList<Outcome> outcomes) =>
        JsonSerializer.Serialize(
            new
            {
                experiment.Settings.Data,
                experiment.Settings.Model,
                device,
                experiment.Settings.Seed,
                experiment.Settings.Steps,
                stepsDone = experiment.Step,
                batchSize = experiment.ImagesPerStep,
                smoothing = Experiment.Smoothing,
                losses = outcomes.Select(outcome => new
                {
                    outcome.Name,
                    outcome.TrainingLoss,
                    trainingAccuracy = outcome.Training.Accuracy,
                    validationAccuracy = outcome.Validation.Accuracy,
                    testAccuracy = outcome.Test.Accuracy,
                    testCalibrationError = outcome.Test.CalibrationError,
                    tsneDivergence = outcome.Embedding.Divergence,
                    outcome.ImagesPerSecond,
                    outcome.LossShare,
                    figure = EmbeddingFigures.FileName(outcome) + ".png",
                }),
            },
            s_json);
}
