using SparseLsr.Gen.Samples.PenultimateLayers.Data;
using SparseLsr.Gen.Samples.PenultimateLayers.Tsne;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Training;

/// <summary>How well a network does on images.</summary>
/// <param name="Accuracy">The share of images whose likeliest class is right, 0 to 1.</param>
/// <param name="CalibrationError">The expected calibration error, 0 to 1.</param>
internal sealed record Evaluation(double Accuracy, double CalibrationError)
{
    private const int BatchSize = 500;

    /// <summary>Evaluates a network on images as they are.</summary>
    public static Evaluation Of(Experiment experiment, Learner learner, LabelledImages images)
    {
        var confidences = new float[images.Count];
        var hits = new bool[images.Count];
        ForEachBatch(experiment, learner, images, (batch, first) =>
        {
            using Tensor labels = tensor(batch.Labels);
            Tensor probabilities = nn.functional.softmax(learner.Network.call(experiment.Images(batch)), 1).cpu();
            (Tensor confidence, Tensor prediction) = probabilities.max(1);
            confidence.data<float>().CopyTo(confidences, first);
            prediction.eq(labels).data<bool>().CopyTo(hits, first);
        });
        return new Evaluation((double)hits.Count(hit => hit) / hits.Length, Calibration.ExpectedError(confidences, hits));
    }

    /// <summary>The activations of the last layer but one.</summary>
    public static Points Penultimate(Experiment experiment, Learner learner, LabelledImages images)
    {
        float[] values = [];
        ForEachBatch(experiment, learner, images, (batch, first) =>
        {
            Tensor activations = learner.Network.Penultimate(experiment.Images(batch)).cpu();
            int features = (int)activations.size(1);
            if (first == 0)
                values = new float[images.Count * features];
            activations.data<float>().CopyTo(values, first * features);
        });
        return new Points(values, values.Length / images.Count);
    }

    private static void ForEachBatch(Experiment experiment, Learner learner, LabelledImages images, Action<Batch, int> use)
    {
        using var noGradient = no_grad();
        // Batches are normalised as training found images to be, not each by itself.
        learner.Network.eval();
        for (int first = 0; first < images.Count; first += BatchSize)
        {
            using var scope = NewDisposeScope();
            use(Batches.Plain(experiment.Data, images, first, Math.Min(BatchSize, images.Count - first)), first);
        }
        learner.Network.train();
    }
}
