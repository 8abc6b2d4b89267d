using SparseLsr.Gen.Testing.Fuzz.Broken;

namespace SparseLsr.Gen.Generator.Tests.Fuzz;

/// <summary>Broken declarations by the hundred; the command in tools/Soak runs thousands.</summary>
public sealed class BrokenDeclarationTests
{
    [Fact]
    public void FiveHundredAreReadOrRefused()
    {
        var broken = new BrokenDeclarations(seed: 7);
        string[] faults = [.. broken.Run(0, 500).Take(3)];
        Assert.True(faults.Length == 0, string.Join("\n\n", faults));
        Assert.True(broken.Refused > 300 && broken.Sound > 10, $"{broken.Refused} refused, {broken.Sound} sound");
    }
}
