using SparseLsr.Gen.Testing.Fuzz.Module;

namespace SparseLsr.Gen.Tests.Fuzz;

/// <summary>Random batches, good and bad, through the ready-made modules.</summary>
public sealed class ModuleFuzzTests
{
    private const int Seed = 1;

    [Fact]
    public void Three_hundred_batches_are_right_or_refused() => Check(300);

    [Fact]
    [Trait("Category", "Long")]
    public void Three_thousand_batches_are_right_or_refused() => Check(3000);

    private static void Check(int count)
    {
        var fuzz = new ModuleFuzz(Seed);
        string[] wrong = [.. Enumerable.Range(0, count).Select(fuzz.Run).OfType<string>()];
        Assert.True(wrong.Length == 0, $"{wrong.Length} are wrong:\n{string.Join('\n', wrong.Take(5))}");
        Assert.True(fuzz.Compared > 2 * count / 3 && fuzz.Refused > count / 3, $"{fuzz.Compared} compared, {fuzz.Refused} refused");
    }
}
