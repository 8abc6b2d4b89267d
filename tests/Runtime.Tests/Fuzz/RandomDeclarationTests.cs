using SparseLsr.Gen.Tests.Fuzz.Judging;

namespace SparseLsr.Gen.Tests.Fuzz;

/// <summary>Random declarations, compiled with the generator, loaded and run.</summary>
public sealed class RandomDeclarationTests
{
    private const int Seed = 20_260;

    [Fact]
    public void FiveHundredAreRight()
    {
        var fuzz = new DeclarationFuzz(Seed);
        Finding[] findings = [.. fuzz.Run(0, 500).Take(3)];
        Assert.True(findings.Length == 0, $"seed {Seed}, {fuzz.Tally}\n{string.Join("\n\n", findings.Select(finding => finding.ToString()))}");
        // What nobody can judge proves nothing.
        Assert.True(fuzz.Tally.Judged > 2_500, fuzz.Tally.ToString());
    }
}
