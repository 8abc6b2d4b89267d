using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>
/// The same sweeps run by the vectors that the processor has, 512, 256 or 128 bits wide: each in a test program of its own, because
/// the width is settled when a program starts.
/// </summary>
public sealed class VectorWidthTests
{
    private const string Child = "SPARSELSR_EXPECTED_VECTOR_BITS";

    [Fact]
    public void Narrower_vectors_pass_the_same_tests() => RunAll("DOTNET_EnableAVX512", 256);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public void The_narrowest_and_none_pass_the_same_tests(string disabled, int bits) => RunAll(disabled, bits);

    [Fact]
    public void The_vectors_are_as_wide_as_the_program_was_started_for()
    {
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        string? expected = Environment.GetEnvironmentVariable(Child);
        Assert.True(expected is null || widest <= int.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), $"{widest} bits instead of {expected}");
    }

    private static void RunAll(string disabled, int bits)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Child) is null, "The program of one width starts no others.");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(VectorWidthTests).Assembly.Location);
        foreach (string argument in (string[])["-namespace", "SparseLsr.Gen.Tests.Cpu", "-trait-", "Category=Long"])
            start.ArgumentList.Add(argument);
        start.Environment[disabled] = "0";
        start.Environment[Child] = bits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using Process program = Process.Start(start)!;
        string output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        Assert.True(program.ExitCode == 0, $"{disabled}=0: exit code {program.ExitCode}\n{output}");
    }
}
