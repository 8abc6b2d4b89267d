namespace SparseLsr.Gen.Generator.Tests.Fuzz;

/// <summary>Broken declarations by the thousand.</summary>
public sealed class BrokenDeclarationTests
{
    [Fact]
    public void TwoThousandAreReadOrRefused()
    {
        var broken = new BrokenDeclarations(seed: 7);
        string[] faults = [.. broken.Run(0, 2_000).Take(3)];
        Assert.True(faults.Length == 0, string.Join("\n\n", faults));
        Assert.True(broken.Refused > 1_000 && broken.Sound > 100, $"{broken.Refused} refused, {broken.Sound} sound");
    }
}
