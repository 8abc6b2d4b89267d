using SparseLsr.Gen.Testing.Fuzz.Module;

namespace SparseLsr.Gen.Tests.Fuzz;

/// <summary>What shows only in the long run or among many threads; alone in the process, whose memory is measured.</summary>
[Collection(nameof(SoakTests))]
[CollectionDefinition(nameof(SoakTests), DisableParallelization = true)]
public sealed class SoakTests
{
    [Theory]
    [Trait("Category", "Long")]
    [InlineData(nameof(Disturbance.None))]
    [InlineData(nameof(Disturbance.Garbage))]
    [InlineData(nameof(Disturbance.Exceptions))]
    public void Two_thousand_steps_of_training_leave_nothing_behind(string disturbance)
    {
        const int Windows = 3, Steps = 500;
        using var soak = new TrainingSoak(Enum.Parse<Disturbance>(disturbance));
        soak.Run(Steps);
        MemoryUse[] growth = [.. Enumerable.Range(0, Windows).Select(_ => soak.Run(Steps))];
        // What a step leaves is left by every step; what the runtime itself takes once is not. The smallest of tensors takes some
        // 400 bytes of native memory and 100 of managed.
        Assert.True(growth.Min(window => window.Native) < 150 * Steps, string.Join('\n', growth));
        Assert.True(growth.Min(window => window.Managed) < 50 * Steps, string.Join('\n', growth));
        Assert.True(growth.Min(window => window.Tensors) < 10, string.Join('\n', growth));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Eight_threads_compute_what_one_does(bool isShared) => Assert.Equal(0, ThreadedUse.Run(isShared, 20));

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(true)]
    [InlineData(false)]
    public void Eight_threads_compute_what_one_does_for_long(bool isShared) => Assert.Equal(0, ThreadedUse.Run(isShared, 200));
}
