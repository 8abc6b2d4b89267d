using SparseLsr.Gen.Samples.PenultimateLayers.Data;
using SparseLsr.Gen.Samples.PenultimateLayers.Training;
using SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Reports;

/// <summary>What became of a learner.</summary>
/// <param name="Name">Of its loss.</param>
/// <param name="Training">On the images that it learned from, as they are.</param>
/// <param name="Embedding">Of the penultimate activations of test images.</param>
/// <param name="Labels">The classes of those images.</param>
internal sealed record Outcome(
    string Name, double TrainingLoss, Evaluation Training, Evaluation Validation, Evaluation Test, double ImagesPerSecond,
    double LossShare, Embedding Embedding, byte[] Labels)
{
    /// <summary>Evaluates a learner and embeds some test images; the same ones for every learner.</summary>
    /// <param name="points">How many images to embed at most.</param>
    /// <param name="progress">Told what is done, and how much of it, 0 to 1.</param>
    public static Outcome Of(Experiment experiment, Learner learner, int points, Action<string, double> progress)
    {
        DataSet data = experiment.Data;
        progress("evaluating", 0);
        Evaluation training = Evaluation.Of(experiment, learner, data.Training);
        Evaluation validation = Evaluation.Of(experiment, learner, data.Validation);
        Evaluation test = Evaluation.Of(experiment, learner, data.Test);

        LabelledImages shown = Sample(data.Test, points, experiment.Settings.Seed);
        var settings = new TsneSettings();
        int iterations = 0;
        progress("t-SNE", 0);
        Embedding embedding = Embedding.Of(
            Evaluation.Penultimate(experiment, learner, shown), settings, experiment.Settings.Seed,
            () => progress("t-SNE", (double)++iterations / settings.Iterations));
        return new Outcome(
            learner.Name, learner.Averages.Loss, training, validation, test, TrainingProgress.ImagesPerSecond(experiment, learner),
            learner.Averages.LossShare, embedding, shown.Labels);
    }

    private static LabelledImages Sample(LabelledImages images, int count, int seed)
    {
        if (images.Count <= count)
            return images;
        int[] indices = [.. Enumerable.Range(0, images.Count)];
        new SplitMix64(seed, Streams.EmbeddedImages).Shuffle(indices);
        return images.Select(indices[..count]);
    }
}
