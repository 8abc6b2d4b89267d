using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>A small network and how it is trained: the same for every loss.</summary>
internal static class Training
{
    public const int BatchSize = 64;

    private const int HiddenUnits = 128;
    private const double LearningRate = 1e-2;

    /// <summary>Trains a new network. The same seed gives the same initial weights and the same batches, whatever the loss.</summary>
    /// <returns>The network, which takes images (N, 64) to logits (N, 10).</returns>
    public static nn.Module<Tensor, Tensor> Run(
        nn.Module<Tensor, Tensor, Tensor> criterion, LabelledImages data, int epochs, int seed, Action epochDone)
    {
        random.manual_seed(seed);
        var network = nn.Sequential(nn.Linear(Digits.Pixels, HiddenUnits), nn.ReLU(), nn.Linear(HiddenUnits, Digits.Classes));
        using var optimizer = optim.Adam(network.parameters(), LearningRate);
        using var batchOrder = new Generator((ulong)seed);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            // Every tensor that an epoch or a step makes goes with it.
            using var epochScope = NewDisposeScope();
            foreach (Tensor batch in randperm(data.Labels.shape[0], generator: batchOrder).split(BatchSize))
            {
                using var stepScope = NewDisposeScope();
                Tensor loss = criterion.call(network.call(data.Images[batch]), data.Labels[batch]);
                optimizer.zero_grad();
                loss.backward();
                optimizer.step();
            }
            epochDone();
        }
        return network;
    }
}
