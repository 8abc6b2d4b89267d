using SparseLsr.Gen.Testing.Fuzz.Module;

namespace SparseLsr.Gen.Tests.Fuzz;

/// <summary>Random batches, good and bad, through the ready-made modules.</summary>
public sealed class ModuleFuzzTests
{
    private const int Seed = 1;

    [Fact]
    public void SixHundredBatchesAreRightOrRefused()
    {
        var fuzz = new ModuleFuzz(Seed);
        string[] wrong = [.. Enumerable.Range(0, 600).Select(fuzz.Run).OfType<string>()];
        Assert.True(wrong.Length == 0, $"{wrong.Length} are wrong:\n{string.Join('\n', wrong.Take(5))}");
        Assert.True(fuzz.Compared > 400 && fuzz.Refused > 200, $"{fuzz.Compared} compared, {fuzz.Refused} refused");
    }
}
