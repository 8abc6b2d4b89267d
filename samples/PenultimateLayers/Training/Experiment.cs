using System.Collections.Immutable;
using SparseLsr.Gen.Samples.PenultimateLayers.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Training;

/// <summary>What determines a run: two runs of the same settings and data have the same weights after the same step.</summary>
internal sealed record RunSettings(string Data, string Model, int Steps, int Seed);

/// <summary>
/// One network for each loss, with the same initial weights and the same batches. They learn step by step side by side, so that
/// whenever a run ends they can be compared.
/// </summary>
internal sealed class Experiment : IDisposable
{
    public const int BatchSize = 128;
    public const double Smoothing = 0.25;

    private readonly Batches _batches;
    private readonly Device _device;

    public Experiment(DataSet data, RunSettings settings, Device device)
    {
        Data = data;
        Settings = settings;
        _device = device;
        _batches = new Batches(data, settings.Seed, BatchSize);
        Learners =
        [
            Learner("Cross entropy", new CrossEntropyLoss()),
            Learner("Label smoothing", new LabelSmoothingLoss(Smoothing)),
            Learner("Sparse label smoothing", new SparseLsrLoss(Smoothing)),
        ];

        Learner Learner(string name, SparseTargetLoss criterion) => new(
            name, criterion, Classifier.Create(settings.Model, data.Shape, data.ClassNames.Length, settings.Seed), device);
    }

    public DataSet Data { get; }

    public RunSettings Settings { get; }

    public ImmutableArray<Learner> Learners { get; }

    /// <summary>How many steps are done.</summary>
    public long Step { get; private set; }

    /// <summary>How many images a step has.</summary>
    public int ImagesPerStep => _batches.Size;

    public bool IsDone => Step >= Settings.Steps;

    /// <summary>One step of every learner.</summary>
    public void Advance()
    {
        using var scope = NewDisposeScope();
        Batch batch = _batches.Take(Step);
        Tensor images = Images(batch), targets = tensor(batch.Labels).to(_device);
        ForEachLearner(learner => learner.Step(images, targets, Schedule.LearningRate(Step, Settings.Steps)));
        Step++;
    }

    /// <summary>
    /// Does something with every learner: on the CPU with all of them at once, each on its share of the cores. Small networks gain
    /// little from several cores, and lose much where other programs keep one of them waiting for the others.
    /// </summary>
    public void ForEachLearner(Action<Learner> work)
    {
        if (_device.type != DeviceType.CPU)
        {
            foreach (Learner learner in Learners)
                work(learner);
            return;
        }
        int threads = Math.Max(1, Environment.ProcessorCount / Learners.Length);
        Parallel.ForEach(Learners, learner =>
        {
            // libtorch keeps this number for each thread.
            set_num_threads(threads);
            work(learner);
        });
    }

    /// <summary>Goes to where a checkpoint was written; the weights are set beside.</summary>
    public void Resume(long step) => Step = step;

    /// <summary>A batch as the networks take it.</summary>
    public Tensor Images(Batch batch)
    {
        (int channels, int height, int width) = Data.Shape;
        return tensor(batch.Images, [batch.Labels.Length, channels, height, width]).to(_device);
    }

    public void Dispose()
    {
        foreach (Learner learner in Learners)
            learner.Dispose();
    }
}
