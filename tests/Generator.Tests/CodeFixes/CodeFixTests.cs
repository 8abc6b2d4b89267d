using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Generator.Tests.CodeFixes;

/// <summary>What an editor offers to do about a diagnostic, and what it must leave to the author.</summary>
public sealed class CodeFixTests
{
    private const string Usings = "using System;\nusing SparseLsr.Gen;\n";
    private const string Body = "{ static double Loss(Row row) => -row.LogProb; }";

    /// <summary>Title, before, after.</summary>
    public static TheoryData<string, string, string> Declarations => new()
    {
        // Partial.
        {
            "Make 'ALoss' partial",
            $"/// <summary>A loss.</summary>\n[SparseTargetLoss]\npublic sealed class ALoss {Body}",
            $"/// <summary>A loss.</summary>\n[SparseTargetLoss]\npublic sealed partial class ALoss {Body}"
        },
        { "Make 'ALoss' partial", $"[SparseTargetLoss]\nclass ALoss {Body}", $"[SparseTargetLoss]\npartial class ALoss {Body}" },
        {
            "Make 'Outer' partial",
            $"// Losses.\nclass Outer\n{{\n    [SparseTargetLoss] partial class ALoss {Body}\n}}",
            $"// Losses.\npartial class Outer\n{{\n    [SparseTargetLoss] partial class ALoss {Body}\n}}"
        },

        // Static.
        {
            "Make 'Loss' static",
            "[SparseTargetLoss] partial class ALoss\n{\n    // Plain.\n    double Loss(Row row) => row.Prob;\n}",
            "[SparseTargetLoss] partial class ALoss\n{\n    // Plain.\n    static double Loss(Row row) => row.Prob;\n}"
        },
        {
            "Make 'Loss' static",
            "[SparseTargetLoss] partial class ALoss { private double Loss(Row row) => row.Prob; }",
            "[SparseTargetLoss] partial class ALoss { private static double Loss(Row row) => row.Prob; }"
        },

        // The row.
        { "Add the parameter 'Row row'", InClass("double Loss() => 1;"), InClass("double Loss(Row row) => 1;") },
        { "Add the parameter 'Row row'", InClass("double Loss(double a = 2) => a;"), InClass("double Loss(Row row, double a = 2) => a;") },
        {
            "Put the row first",
            InClass("double Loss(double a, Row row) => a * row.Prob;"), InClass("double Loss(Row row, double a) => a * row.Prob;")
        },
        { "Pass the row by value", InClass("double Loss(in Row row) => row.Prob;"), InClass("double Loss(Row row) => row.Prob;") },

        // The result and the parameters.
        { "Return a 'double'", InClass("decimal Loss(Row row) => 1;"), InClass("double Loss(Row row) => 1;") },
        { "Take a 'double'", InClass("double Loss(Row row, int n = 2) => n * row.Prob;"), InClass("double Loss(Row row, double n = 2) => n * row.Prob;") },
        {
            "Take a 'double'",
            InClass("double Loss(Row row, float a = 1.5f) => a * row.Prob;"), InClass("double Loss(Row row, double a = 1.5) => a * row.Prob;")
        },

        // Single precision.
        { "Use the function of 'double'", InLoss("MathF.Exp((float)row.Prob)"), InLoss("Math.Exp(row.Prob)") },
        { "Use the function of 'double'", InLoss("2 * MathF.Log(MathF.Sqrt(row.Prob), 2f)"), InLoss("2 * Math.Log(Math.Sqrt(row.Prob), 2.0)") },
        {
            "Use the function of 'double'",
            InLoss("2 * MathF.Pow((float)(1 - row.Prob), 2f)"), InLoss("2 * Math.Pow(1 - row.Prob, 2.0)")
        },
        {
            "Use the function of 'double'",
            InLoss("MathF.Max(MathF.Sqrt((float)row.Prob), 1e-3f)"), InLoss("Math.Max(Math.Sqrt(row.Prob), 1e-3)")
        },
        { "Use the function of 'double'", InLoss("float.LogP1((float)row.Prob)"), InLoss("double.LogP1(row.Prob)") },
        { "Compute in 'double'", InLoss("(float)row.Prob"), InLoss("row.Prob") },
        { "Compute in 'double'", InLoss("2 * (float)(1 + row.Prob)"), InLoss("2 * (1 + row.Prob)") },
        { "Compute in 'double'", InLoss("(row.Prob < 1 ? 1f : .5F) / 3f * row.Prob"), InLoss("(row.Prob < 1 ? 1.0 : .5) / 3.0 * row.Prob") },
        {
            "Declare it 'double'",
            InClass("double Loss(Row row) { float a = 1_000f, b = 2; return (a + b) * row.Prob; }"),
            InClass("double Loss(Row row) { double a = 1_000.0, b = 2; return (a + b) * row.Prob; }")
        },
        {
            "Declare it 'double'",
            InClass("double Loss(Row row) { var a = 1; return a * row.Prob; }"), InClass("double Loss(Row row) { double a = 1; return a * row.Prob; }")
        },

        // Division.
        { "Divide as real numbers", InLoss("(1 + 1 / 2) * row.Prob"), InLoss("(1 + 1.0 / 2) * row.Prob") },
        { "Divide as real numbers", InLoss("(K + 1) / 2 * row.Prob; const int K = 2"), InLoss("(double)(K + 1) / 2 * row.Prob; const int K = 2") },
        { "Divide as real numbers", InLoss("K / 2 * row.Prob; const int K = 3"), InLoss("(double)K / 2 * row.Prob; const int K = 3") },
    };

    /// <summary>Declarations for which nothing mechanical would do.</summary>
    public static TheoryData<string> Unfixable =>
    [
        $"[SparseTargetLoss] partial record R {Body}",
        InClass("double Loss<T>(Row row) => row.Prob;"),
        InClass("double Loss(double row) => row;"),
        InClass("double Loss(Row row, bool flag) => row.Prob;"),
        InClass("void Loss(Row row) { }"),
        InLoss("(int)row.Prob"),
        InLoss("Math.Floor(row.Prob)"),
    ];

    [Theory, MemberData(nameof(Declarations))]
    public async Task Fix_is_offered_and_cures(string title, string before, string after)
    {
        Diagnostic diagnostic = FixHarness.Diagnose(Usings + before)[0];
        (string Title, string Text) offered = Assert.Single(await FixHarness.Offer(Usings + before, diagnostic));
        Assert.Equal(title, offered.Title);
        Assert.Equal(Usings + after, offered.Text);
        Assert.DoesNotContain(FixHarness.Diagnose(offered.Text), left => left.Id == diagnostic.Id);
    }

    [Theory, MemberData(nameof(Unfixable))]
    public async Task Nothing_is_offered(string declaration)
    {
        Diagnostic diagnostic = FixHarness.Diagnose(Usings + declaration)[0];
        Assert.Empty(await FixHarness.Offer(Usings + declaration, diagnostic));
    }

    [Fact]
    public async Task Names_are_written_in_full_where_their_namespace_is_not_imported()
    {
        const string Before = "[SparseLsr.Gen.SparseTargetLoss] partial class ALoss { static double Loss() => System.MathF.Exp(1f); }";
        IReadOnlyList<Diagnostic> diagnostics = FixHarness.Diagnose(Before);
        string row = Assert.Single(await FixHarness.Offer(Before, diagnostics[0])).Text;
        Assert.Contains("Loss(SparseLsr.Gen.Row row)", row);
        string function = Assert.Single(await FixHarness.Offer(Before, diagnostics[1])).Text;
        Assert.Contains("=> System.Math.Exp(1.0)", function);
    }

    private static string InClass(string member) => $"[SparseTargetLoss] partial class ALoss {{ static {member} }}";

    private static string InLoss(string expression) => InClass($"double Loss(Row row) => {expression};");
}
