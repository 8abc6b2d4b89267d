using SparseLsr.Gen.Samples.PenultimateLayers.Data;
using SparseLsr.Gen.Samples.PenultimateLayers.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Tests.Training;

[Collection(TorchGenerator.Name)]
public sealed class CheckpointTests : IDisposable
{
    // Past both decays of the learning rate, 6 and 8, and into the next epoch of 10 batches.
    private const int Steps = 9;

    private static readonly DataSet s_digits = DataSet.Digits(seed: 1);
    private static readonly RunSettings s_settings = new("digits", "small", Steps, Seed: 1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void An_interrupted_run_goes_on_to_the_same_weights_bit_by_bit(int interruptedAfter)
    {
        using Experiment whole = Run(Steps);
        using (Experiment first = Run(interruptedAfter))
            Checkpoint.Write(_folder.Path, first);
        using Experiment second = Fresh(s_settings);
        Assert.True(Checkpoint.TryRead(_folder.Path, second));
        Assert.Equal(interruptedAfter, second.Step);
        while (!second.IsDone)
            second.Advance();
        Assert.Equal(Weights(whole), Weights(second));
        Assert.Equal(whole.Learners.Select(learner => learner.Averages.Loss), second.Learners.Select(learner => learner.Averages.Loss));
    }

    [Fact]
    public void The_learners_start_alike_and_part_by_their_losses()
    {
        using Experiment experiment = Fresh(s_settings);
        byte[][] before = [.. experiment.Learners.Select(Weights)];
        Assert.Equal(before[0], before[1]);
        Assert.Equal(before[0], before[2]);
        experiment.Advance();
        byte[][] after = [.. experiment.Learners.Select(Weights)];
        Assert.NotEqual(after[0], after[1]);
        Assert.NotEqual(after[1], after[2]);
    }

    [Fact]
    public void Without_a_checkpoint_a_run_starts_anew()
    {
        using Experiment experiment = Fresh(s_settings);
        Assert.False(Checkpoint.TryRead(_folder.File("none"), experiment));
    }

    [Fact]
    public void An_interrupted_write_loses_nothing()
    {
        using Experiment experiment = Run(2);
        Checkpoint.Write(_folder.Path, experiment);
        // What a write leaves behind that ends half way.
        File.WriteAllBytes(Checkpoint.PathIn(_folder.Path) + ".part", new byte[1000]);
        using Experiment resumed = Fresh(s_settings);
        Assert.True(Checkpoint.TryRead(_folder.Path, resumed));
        Assert.Equal(Weights(experiment), Weights(resumed));
        resumed.Advance();
        Checkpoint.Write(_folder.Path, resumed);
        using Experiment again = Fresh(s_settings);
        Assert.True(Checkpoint.TryRead(_folder.Path, again));
        Assert.Equal(3, again.Step);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(0, 1000)]
    [InlineData(5000, 0)]
    public void A_damaged_checkpoint_is_refused(int changedByte, int length)
    {
        using Experiment experiment = Fresh(s_settings);
        Checkpoint.Write(_folder.Path, experiment);
        string path = Checkpoint.PathIn(_folder.Path);
        byte[] content = File.ReadAllBytes(path);
        content[changedByte] ^= 1;
        File.WriteAllBytes(path, length == 0 ? content : content[..length]);
        Assert.Contains("damaged", Assert.Throws<UsageException>(() => Checkpoint.TryRead(_folder.Path, experiment)).Message);
    }

    [Fact]
    public void A_checkpoint_of_other_settings_is_refused()
    {
        using (Experiment experiment = Fresh(s_settings))
            Checkpoint.Write(_folder.Path, experiment);
        using Experiment other = Fresh(s_settings with { Seed = 2 });
        string message = Assert.Throws<UsageException>(() => Checkpoint.TryRead(_folder.Path, other)).Message;
        Assert.Contains("--seed 1", message);
        Assert.Contains("--seed 2", message);
    }

    private static Experiment Fresh(RunSettings settings) => new(s_digits, settings, CPU);

    private static Experiment Run(int steps)
    {
        Experiment experiment = Fresh(s_settings);
        for (int step = 0; step < steps; step++)
            experiment.Advance();
        return experiment;
    }

    private static byte[] Weights(Experiment experiment) => [.. experiment.Learners.SelectMany(Weights)];

    private static byte[] Weights(Learner learner) =>
        [.. learner.Network.state_dict().SelectMany(entry => entry.Value.bytes.ToArray())];
}
