using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Testing.Fuzz.Oracle;

namespace SparseLsr.Gen.Tests.Fuzz;

/// <summary>Random declarations, compiled with the generator, loaded and run.</summary>
public sealed class RandomDeclarationTests
{
    private const int Seed = 20_260;

    [Fact]
    public void Thirty_random_declarations_are_right() => Check(30);

    [Fact]
    [Trait("Category", "Long")]
    public void Five_hundred_random_declarations_are_right() => Check(500);

    [Fact]
    public void Three_random_declarations_are_right_as_PTX() => Check(3, InterpretedDevice.OfDeclaration);

    [Fact]
    [Trait("Category", "Long")]
    public void Two_hundred_random_declarations_are_right_as_PTX() => Check(200, InterpretedDevice.OfDeclaration);

    [Fact]
    public void What_once_was_wrong_is_right()
    {
        var tally = new Tally();
        List<Finding> findings = DeclarationFuzz.Check([.. RegressionDeclarations.All], tally);
        Assert.True(findings.Count == 0, string.Join("\n\n", findings));
        Assert.Equal(0, tally.Refused);
    }

    private static void Check(int count, Func<int, InterpretedDevice>? device = null)
    {
        var fuzz = new DeclarationFuzz(Seed, device);
        Finding[] findings = [.. fuzz.Run(0, count).Take(3)];
        Assert.True(findings.Length == 0, $"seed {Seed}, {fuzz.Tally}\n{string.Join("\n\n", findings.Select(finding => finding.ToString()))}");
        // What the oracle cannot decide proves nothing.
        Assert.Equal(device is null ? 0 : fuzz.Tally.Decided, fuzz.Tally.OnDevice);
        Assert.True(fuzz.Tally.Decided > 6 * count && fuzz.Tally.Differences > 6 * count && fuzz.Tally.Seconds > count, fuzz.Tally.ToString());
    }
}
