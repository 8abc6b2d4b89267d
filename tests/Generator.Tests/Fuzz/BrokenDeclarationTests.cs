using SparseLsr.Gen.Testing.Fuzz.Broken;

namespace SparseLsr.Gen.Generator.Tests.Fuzz;

/// <summary>Broken declarations by the hundred; the command in tools/Soak runs thousands.</summary>
public sealed class BrokenDeclarationTests
{
    [Fact]
    public void Eighty_are_read_or_refused() => Check(80);

    [Fact]
    [Trait("Category", "Long")]
    public void Five_hundred_are_read_or_refused() => Check(500);

    private static void Check(int count)
    {
        var broken = new BrokenDeclarations(seed: 7);
        string[] faults = [.. broken.Run(0, count).Take(3)];
        Assert.True(faults.Length == 0, string.Join("\n\n", faults));
        Assert.True(broken.Refused > 0.6 * count && broken.Sound > 0.02 * count, $"{broken.Refused} refused, {broken.Sound} sound");
    }
}
