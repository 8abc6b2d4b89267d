using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>How well a network knows the digits, and how well it knows that it does.</summary>
/// <param name="Accuracy">The share of images whose likeliest class is right, 0 to 1.</param>
/// <param name="CalibrationError">The expected calibration error, 0 to 1.</param>
internal sealed record Evaluation(double Accuracy, double CalibrationError)
{
    public const int Bins = 15;

    /// <summary>Evaluates a network on images that it has not seen.</summary>
    public static Evaluation Of(nn.Module<Tensor, Tensor> network, LabelledImages data)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        (Tensor confidence, Tensor prediction) = nn.functional.softmax(network.call(data.Images), dim: 1).max(1);
        float[] confidences = [.. confidence.data<float>()];
        bool[] hits = [.. prediction.eq(data.Labels).data<bool>()];
        return new Evaluation((double)hits.Count(hit => hit) / hits.Length, ExpectedCalibrationError(confidences, hits));
    }

    /// <summary>
    /// Σ n_b/N·|accuracy_b − confidence_b| over bins of equal width: how far a network's confidence is from how often it is right
    /// (Naeini, Cooper and Hauskrecht 2015).
    /// </summary>
    private static double ExpectedCalibrationError(float[] confidences, bool[] hits)
    {
        // n_b·(accuracy_b − confidence_b): hits less confidences.
        var excess = new double[Bins];
        for (int i = 0; i < confidences.Length; i++)
        {
            int bin = Math.Clamp((int)Math.Ceiling(confidences[i] * Bins) - 1, 0, Bins - 1);
            excess[bin] += (hits[i] ? 1 : 0) - confidences[i];
        }
        return excess.Sum(Math.Abs) / confidences.Length;
    }
}
