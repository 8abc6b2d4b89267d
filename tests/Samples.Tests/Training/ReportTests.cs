using System.Text.Json;
using SkiaSharp;
using SparseLsr.Gen.Samples.PenultimateLayers.Data;
using SparseLsr.Gen.Samples.PenultimateLayers.Reports;
using SparseLsr.Gen.Samples.PenultimateLayers.Training;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Tests.Training;

[Collection(TorchGenerator.Name)]
public sealed class ReportTests
{
    [Fact]
    public void A_run_is_reported_in_figures_words_and_JSON()
    {
        using var folder = new TemporaryFolder();
        DataSet data = DataSet.Digits(seed: 1);
        using var experiment = new Experiment(data, new RunSettings("digits", "small", 4, 1), CPU);
        experiment.Advance();
        Outcome[] outcomes = [.. experiment.Learners.Select(learner => Outcome.Of(experiment, learner, points: 60, (_, _) => { }))];
        Assert.All(outcomes, outcome => Assert.Equal(outcomes[0].Labels, outcome.Labels));
        EmbeddingFigures.Save(folder.Path, Summary.Title(experiment), outcomes, data.ClassNames);
        Summary.Save(folder.Path, experiment, "cpu", outcomes);

        foreach (string name in new[] { "cross-entropy", "label-smoothing", "sparse-label-smoothing", "penultimate" })
        {
            using SKBitmap image = SKBitmap.Decode(folder.File(name + ".png"));
            Assert.True(image.Width > 500);
            Assert.True(File.Exists(folder.File(name + ".svg")));
        }
        JsonElement json = JsonDocument.Parse(File.ReadAllText(folder.File("summary.json"))).RootElement;
        Assert.Equal((1, 4), (json.GetProperty("stepsDone").GetInt32(), json.GetProperty("steps").GetInt32()));
        JsonElement loss = json.GetProperty("losses")[2];
        Assert.Equal("Sparse label smoothing", loss.GetProperty("name").GetString());
        Assert.Equal(outcomes[2].Test.Accuracy, loss.GetProperty("testAccuracy").GetDouble(), 1e-12);
        string words = File.ReadAllText(folder.File("summary.md"));
        Assert.Contains("1 of 4 steps, interrupted", words);
        Assert.Contains("| Label smoothing | ", words);
        Assert.Contains("ξ = 0.25", words);
    }

    [Fact]
    public void Confidence_that_is_right_as_often_as_it_says_is_calibrated()
    {
        Assert.Equal(0, Calibration.ExpectedError([1, 1], [true, true]), 1e-6);
        Assert.Equal(0.3, Calibration.ExpectedError([0.8f, 0.8f], [true, false]), 1e-6);
        Assert.Equal(0.5 * 0.1 + 0.5 * 0.4, Calibration.ExpectedError([0.9f, 0.6f], [true, true]), 1e-6);
    }
}
