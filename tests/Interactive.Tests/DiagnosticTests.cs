using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Interactive.Tests;

/// <summary>What is wrong with a text is reported at its place.</summary>
public sealed class DiagnosticTests
{
    /// <summary>A number that a text might want to use.</summary>
    public const double Two = 2;

    /// <summary>Errors of the generator, of C#'s types and of its syntax.</summary>
    [Theory]
    [InlineData("SLSR016", "static double Loss(Row row) => [|Math.Round(row.Prob)|];")]
    [InlineData("SLSR016", "static double Loss(Row row, double k = 1)\n{\n    double x = k;\n    return x * [|Math.Round(row.Prob)|];\n}")]
    [InlineData("SLSR006", "[||]static double Cost(Row row) => row.Prob;")]
    [InlineData("SLSR012", "static double Loss(Row row, double [|reduction|] = 1) => row.Prob;")]
    [InlineData("CS0103", "static double Loss(Row row) => -[|missing|] * row.LogProb;")]
    // Nothing of the program is seen.
    [InlineData("CS0234", "static double Loss(Row row) => [|SparseLsr.Gen.Interactive|].Tests.DiagnosticTests.Two * row.Prob;")]
    [InlineData("CS1061", "static double Loss(Row row) => row.[|Probability|];")]
    [InlineData("CS1002", "static double Loss(Row row) => row.Prob[||]")]
    [InlineData("CS1513", "static double Loss(Row row) { return row.Prob;[||]")]
    [InlineData("CS1519", "static double Loss(Row row) => row.Prob; [|}|] class Other {")]
    [InlineData("CS1519", "[|}|]")]
    [InlineData("SLSR006", "[||]")]
    [InlineData("SLSR001", "[SparseTargetLoss]\nclass [|Whole|] { static double Loss(Row row) => row.Prob; }")]
    [InlineData("CS0103", "\n\n[SparseTargetLoss]\npartial class Whole { static double Loss(Row row) => [|missing|]; }")]
    public void Errors_have_their_place_in_the_text(string id, string marked)
    {
        Markup text = Markup.Parse(marked);
        var exception = Assert.Throws<LossCompilationException>(() => Texts.Compile(text.Source));
        string before = text.Source[..text.Spans[0].Start];
        (int line, int column) = (before.Count(letter => letter == '\n') + 1, before.Length - (before.LastIndexOf('\n') + 1) + 1);
        LossDiagnostic? found = exception.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == id);
        Assert.True(found is not null, exception.Message);
        Assert.Equal((line, column, DiagnosticSeverity.Error), (found.Line, found.Column, found.Severity));
        Assert.NotEmpty(found.Message);
        Assert.Contains(found.ToString(), exception.Message);
        Assert.StartsWith($"({line},{column}): error {id}: ", found.ToString());
    }

    [Fact]
    public void All_errors_are_reported_in_their_order()
    {
        var exception = Assert.Throws<LossCompilationException>(() => Texts.Compile(
            "static double Loss(Row row) => Math.Round(row.Prob) * Other(row.Prob);\nstatic double Other(double x) => Math.Floor(x);"));
        Assert.Equal([(1, 32), (2, 34)], exception.Diagnostics.Select(diagnostic => (diagnostic.Line, diagnostic.Column)));
    }

    [Fact]
    public void Warnings_do_not_stop_a_compilation()
    {
        using CompiledLoss compiled = Texts.Compile("static double Loss(Row row) => row.Prob > 0.5 ? 1 : 0;");
        LossDiagnostic warning = Assert.Single(compiled.Diagnostics);
        Assert.Equal(("SLSR026", DiagnosticSeverity.Warning, 1), (warning.Id, warning.Severity, warning.Line));
    }

    [Fact]
    public void A_warning_can_be_suppressed()
    {
        using CompiledLoss compiled = Texts.Compile(
            "#pragma warning disable SLSR026\nstatic double Loss(Row row) => row.Prob > 0.5 ? 1 : 0;\n#pragma warning restore");
        Assert.Empty(compiled.Diagnostics);
    }

    [Fact]
    public void Warnings_of_Csharp_are_reported_too()
    {
        using CompiledLoss compiled = Texts.Compile("static double Loss(Row row)\n{\n    double unused = 1;\n    return row.Prob;\n}");
        Assert.Equal(("CS0219", 3, 12), Assert.Single(compiled.Diagnostics.Select(warning => (warning.Id, warning.Line, warning.Column))));
    }

    [Fact]
    public void A_text_declares_one_loss()
    {
        const string Two = """
            [SparseTargetLoss] partial class A { static double Loss(Row row) => row.Prob; }
            [SparseTargetLoss] partial class B { static double Loss(Row row) => row.Prob; }
            """;
        var exception = Assert.Throws<ArgumentException>("declaration", () => Texts.Compile(Two));
        Assert.Contains("2 losses (A, B)", exception.Message);
        Assert.Throws<ArgumentNullException>("declaration", () => Texts.Compile(null!));
    }
}
