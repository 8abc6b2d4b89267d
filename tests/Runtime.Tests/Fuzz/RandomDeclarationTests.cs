using SparseLsr.Gen.Testing.Fuzz.Oracle;

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
        Assert.True(fuzz.Tally is { Judged: > 3_000, Differences: > 3_000 }, fuzz.Tally.ToString());
    }

    [Fact]
    public void WhatOnceWasWrongIsRight()
    {
        var tally = new Tally();
        List<Finding> findings = DeclarationFuzz.Judge([.. RegressionDeclarations.All], tally);
        Assert.True(findings.Count == 0, string.Join("\n\n", findings));
        Assert.Equal(0, tally.Refused);
    }
}
