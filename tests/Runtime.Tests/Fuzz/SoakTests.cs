using SparseLsr.Gen.Tests.Fuzz.Module;

namespace SparseLsr.Gen.Tests.Fuzz;

/// <summary>What shows only in the long run or among many threads; alone in the process, whose memory is measured.</summary>
[Collection(nameof(SoakTests))]
[CollectionDefinition(nameof(SoakTests), DisableParallelization = true)]
public sealed class SoakTests
{
    [Fact]
    public void TwoThousandStepsOfTrainingLeaveNothingBehind()
    {
        const int Steps = 2_000;
        using var soak = new TrainingSoak();
        soak.Run(500);
        MemoryUse growth = soak.Run(Steps);
        // The smallest of tensors takes some 400 bytes of native memory and 100 of managed.
        Assert.True(growth.Native < 150 * Steps && growth.Managed < 50 * Steps && growth.Tensors < 10, growth.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EightThreadsComputeWhatOneDoes(bool isShared) => Assert.Equal(0, ThreadedUse.Run(isShared, 100));
}
