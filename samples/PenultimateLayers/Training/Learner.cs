using System.Diagnostics;
using SparseLsr.Gen.Samples.PenultimateLayers.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Training;

/// <summary>A network that learns by one loss.</summary>
internal sealed class Learner : IDisposable
{
    private const double Momentum = 0.9;
    private const double WeightDecay = 5e-4;

    // Of a moving average: about so many steps count.
    private const double AveragedSteps = 50;

    private readonly SparseTargetLoss _criterion;
    private readonly Device _device;

    public Learner(string name, SparseTargetLoss criterion, Classifier network, Device device)
    {
        Name = name;
        _criterion = criterion;
        _device = device;
        Network = network.to(device);
        Optimizer = optim.SGD(
            Network.parameters(), Schedule.LearningRate(0, 1), Momentum, weight_decay: WeightDecay, nesterov: true);
    }

    /// <summary>Of the loss, for people.</summary>
    public string Name { get; }

    public Classifier Network { get; }

    public SGD Optimizer { get; }

    /// <summary>How the last steps went.</summary>
    public RunningAverages Averages { get; } = new(AveragedSteps);

    /// <summary>One step of training.</summary>
    /// <param name="images">(N, channels, height, width), on the learner's device.</param>
    /// <param name="targets">(N), likewise.</param>
    /// <param name="learningRate">Of this step.</param>
    public void Step(Tensor images, Tensor targets, double learningRate)
    {
        using var scope = NewDisposeScope();
        long start = Stopwatch.GetTimestamp();
        foreach (optim.ILearningRateController group in Optimizer.ParamGroups)
            group.LearningRate = learningRate;
        Optimizer.zero_grad();
        Tensor logits = Network.call(images);

        // The loss is differentiated apart from the network, so that its time can be told.
        Tensor ownLogits = logits.detach().requires_grad_();
        WaitForDevice();
        long lossStart = Stopwatch.GetTimestamp();
        Tensor loss = _criterion.call(ownLogits, targets);
        loss.backward();
        WaitForDevice();
        TimeSpan inLoss = Stopwatch.GetElapsedTime(lossStart);

        logits.backward([ownLogits.grad!]);
        Optimizer.step();
        double accuracy = ownLogits.argmax(1).eq(targets).to(float64).mean().item<double>();
        Averages.Add(loss.item<float>(), accuracy, inLoss, Stopwatch.GetElapsedTime(start));
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Network.Dispose();
        _criterion.Dispose();
    }

    // A GPU is only told what to do, and does it later.
    private void WaitForDevice()
    {
        if (_device.type == DeviceType.CUDA)
            cuda.synchronize(_device);
    }
}
