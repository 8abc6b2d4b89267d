using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Documentation;

/// <summary>The names that the language's page reserves are those that are refused.</summary>
public sealed class ReservedNameTests
{
    // The rows of the table that consist of names alone.
    private static readonly string[] s_documented =
    [
        .. new Document("docs/the-language.md").Lines
            .Select(line => Regex.Match(line.Line, @"^\| (`\w+`.*) \| .*(generated|constructor)"))
            .Where(match => match.Success)
            .SelectMany(match => Regex.Matches(match.Groups[1].Value, @"`(\w+)`").Select(name => name.Groups[1].Value)),
    ];

    [Fact]
    public void Are_in_the_table() => Assert.Empty(
        new[]
        {
            "weight", "ignore_index", "reduction", "inplace_gradient", "logits", "target", "gradient", "accelerator", "Float64Math", "TorchMath", "Kernel",
        }.Except(s_documented));

    [Fact]
    public void Are_refused()
    {
        string parameters = string.Join(", ", s_documented.Select(name => $"double {name}"));
        GeneratorRun run = GeneratorHarness.Run(
            $"using SparseLsr.Gen; [SparseTargetLoss] partial class X {{ static double Loss(Row row, {parameters}) => row.Prob; }}");
        Assert.Equal(
            s_documented.Order(),
            run.Result.Diagnostics.Where(diagnostic => diagnostic.Id == "SLSR012").Select(NameOf).Order());

        static string NameOf(Diagnostic diagnostic) =>
            diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan);
    }
}
