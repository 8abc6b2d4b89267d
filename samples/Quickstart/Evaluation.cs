using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>How well a network knows the digits, and how well it knows that it does.</summary>
/// <param name="Accuracy">The share of images whose likeliest class is right, 0 to 1.</param>
/// <param name="CalibrationError">The expected calibration error, 0 to 1.</param>
internal sealed record Evaluation(double Accuracy, double CalibrationError)
{
    /// <summary>Evaluates a network on images that it has not seen.</summary>
    public static Evaluation Of(nn.Module<Tensor, Tensor> network, LabelledImages data)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        (Tensor confidence, Tensor prediction) = nn.functional.softmax(network.call(data.Images), dim: 1).max(1);
        float[] confidences = [.. confidence.data<float>()];
        bool[] hits = [.. prediction.eq(data.Labels).data<bool>()];
        return new Evaluation((double)hits.Count(hit => hit) / hits.Length, Calibration.ExpectedError(confidences, hits));
    }
}
