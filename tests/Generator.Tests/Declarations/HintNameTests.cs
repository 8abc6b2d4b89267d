using System.Text;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>The names of generated files, which are written to disk with <c>EmitCompilerGeneratedFiles</c>.</summary>
public sealed class HintNameTests
{
    private static readonly string s_long = string.Concat(Enumerable.Repeat("Namespace", 37)) + ".Inner";

    [Fact]
    public void Is_the_full_name() => Assert.Equal(["A.B.X.g.cs"], Names("namespace A.B { $X }"));

    [Fact]
    public void Of_a_long_name_is_its_end_and_a_hash()
    {
        string name = Assert.Single(Names($"namespace {s_long} {{ $X }}"));
        Assert.Matches(@"^[A-Za-z.]+\.Inner\.X\.[0-9a-f]{8}\.g\.cs$", name);
        Assert.InRange(name.Length, 80, 100);
    }

    [Fact]
    public void Of_long_names_with_the_same_end_differ()
    {
        string[] names = Names($"namespace A{s_long} {{ $X }} namespace B{s_long} {{ $X }} namespace a{s_long} {{ $X }}");
        Assert.Equal(3, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Fits_a_file_system_in_every_script()
    {
        string name = Assert.Single(Names($"namespace {new string('損', 339)} {{ $X }}"));
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 255);
    }

    [Theory]
    [InlineData("हिन्दी")]
    [InlineData("aⅧ")]
    [InlineData("a‿b")]
    [InlineData("é")]
    public void Of_other_letters_is_one_that_the_compiler_takes(string name) =>
        Assert.Equal(2, Names($"namespace {name} {{ $X }} namespace {name}2 {{ $X }}").Length);

    private static string[] Names(string declarations)
    {
        GeneratorRun run = GeneratorHarness.Run(declarations.Replace(
            "$X", "[SparseLsr.Gen.SparseTargetLoss] partial class X { static double Loss(SparseLsr.Gen.Row row) => row.Prob; }"));
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Empty(run.CompilerErrors);
        Assert.Empty(run.GeneratedErrors);
        return [.. run.Result.GeneratedSources.Select(source => source.HintName)];
    }
}
