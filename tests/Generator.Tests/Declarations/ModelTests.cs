using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Declarations.Expressions;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>What is kept of a declaration in addition to its expression.</summary>
public sealed class ModelTests
{
    private const string Body = "{ static double Loss(Row row) => -row.LogProb; }";

    [Fact]
    public void Names_and_containing_types_are_kept()
    {
        LossModel model = Read($"namespace @event.M; partial record struct S {{ partial interface @int {{ [SparseTargetLoss] partial class @class {Body} }} }}");
        Assert.Equal("@event.M", model.Namespace);
        Assert.Equal([new ContainingType("record struct", "S"), new ContainingType("interface", "int")], model.ContainingTypes);
        Assert.Equal("class", model.ClassName);
        Assert.Equal("event.M.S.int.class", model.HintName);
    }

    [Fact]
    public void Hint_names_of_classes_that_differ_in_case_alone_differ_in_more()
    {
        GeneratorRun run = GeneratorHarness.Run(
            $"using SparseLsr.Gen; [SparseTargetLoss] partial class X {Body} [SparseTargetLoss] partial class x {Body} "
            + $"namespace n {{ [SparseTargetLoss] partial class X {Body} }} namespace N {{ [SparseTargetLoss] partial class X {Body} }}");
        Assert.Null(run.Result.Exception);
        Assert.Equal(4, run.Result.GeneratedSources.Length);
    }

    [Fact]
    public void Attribute_on_two_parts_generates_once()
    {
        GeneratorRun run = GeneratorHarness.Run(
            $"using SparseLsr.Gen; [SparseTargetLoss] partial class X {Body} [SparseTargetLoss] partial class X {{ }}");
        Assert.Null(run.Result.Exception);
        Assert.Single(run.Result.GeneratedSources);
    }

    [Fact]
    public void Ranges_are_kept()
    {
        LossModel model = Read("""
            [SparseTargetLoss]
            partial class X
            {
                const double K = 3;
                static double Loss(
                    Row row, [System.ComponentModel.DataAnnotations.Range(0, 1)] double a,
                    [System.ComponentModel.DataAnnotations.Range(-K, double.PositiveInfinity, MinimumIsExclusive = true)] double b = 2,
                    [System.ComponentModel.DataAnnotations.Range(2, 2)] double c = 2) => a * row.Prob;
            }
            """);
        ParameterRange[] expected = [new(0, 1), new(-3, double.PositiveInfinity, IsMinimumExclusive: true), new(2, 2)];
        Assert.Equal(expected, model.Parameters.Select(parameter => parameter.Range));
        Assert.Equal(["[0, 1]", "(-3, ∞]", "[2, 2]"], expected.Select(range => range.ToString()));
    }

    [Fact]
    public void Parameters_keep_order_defaults_and_descriptions()
    {
        LossModel model = Read("""
            /// <param name="c">Of the class.</param>
            [SparseTargetLoss]
            partial class X
            {
                const double K = 3;
                /// <param name="a">The
                /// first <paramref name="b"/>.</param>
                static double Loss(Row row, double a, double b = 2 * K, double c = -1, double d = default) => a * row.Prob;
            }
            """);
        LossParameter[] expected =
        [
            new("a", ParameterKind.Number, null, "The first b."), new("b", ParameterKind.Number, 6, ""),
            new("c", ParameterKind.Number, -1, "Of the class."), new("d", ParameterKind.Number, 0, ""),
        ];
        Assert.Equal(expected, model.Parameters);
    }

    [Theory]
    [InlineData("/// <summary>One line.</summary>", "One line.")]
    [InlineData("/// <summary>\n/// Two\n///   lines &lt; three.\n/// </summary>\n/// <remarks>More.</remarks>", "Two lines < three.")]
    [InlineData("/** <summary>\n * In a <c>block</c>,\n * see <see cref=\"System.Math.Exp(double)\"/>. </summary> */", "In a block, see Exp.")]
    [InlineData("/// <summary>Uses <see cref=\"Row\"/> and <see langword=\"null\"/>, <see cref=\"X\">this</see>.</summary>", "Uses Row and null, this.")]
    [InlineData("/// <summary>Malformed", "")]
    [InlineData("// <summary>An ordinary comment.</summary>", "")]
    [InlineData("", "")]
    public void Summary_is_one_line_of_plain_text(string comment, string summary)
    {
        string declaration = $"{comment}\n[SparseTargetLoss] partial class X {Body}";
        Assert.Equal(summary, Read(declaration).Summary);
        Assert.Equal(summary, Read(declaration, DocumentationMode.None).Summary);
        Assert.Equal(summary, Read(declaration, DocumentationMode.Diagnose).Summary);
    }

    [Fact]
    public void Summary_of_another_part_serves_where_the_first_has_none() =>
        Assert.Equal("Told elsewhere.", Read($"[SparseTargetLoss] partial class X {Body}\n/// <summary>Told elsewhere.</summary>\npartial class X;").Summary);

    [Theory]
    [InlineData("    static double Loss(Row row) => -row.LogProb;", "-row.LogProb")]
    [InlineData("    static double Loss(Row row) =>\n        -row.LogProb\n        + 2;", "-row.LogProb\n+ 2")]
    [InlineData("    static double Loss(Row row) => -row.LogProb\n        + 2; // ignored", "-row.LogProb\n    + 2")]
    [InlineData("    static double Loss(Row row) { return row.Prob; }", "return row.Prob;")]
    [InlineData(
        "    static double Loss(Row row)\n    {\n        // Why.\n        double x = 1;\n\n        if (x < 2)\n            return row.Prob;\n        return x;\n    }",
        "// Why.\ndouble x = 1;\n\nif (x < 2)\n    return row.Prob;\nreturn x;")]
    public void Formula_is_the_body_at_the_left_margin(string method, string formula)
    {
        Assert.Equal(formula, Read($"[SparseTargetLoss]\npartial class X\n{{\n{method}\n}}").Formula);
        Assert.Equal(formula, Read($"[SparseTargetLoss]\npartial class X\n{{\n{method}\n}}".Replace("\n", "\r\n")).Formula);
    }

    [Theory]
    [InlineData("static double Loss(Row row, double a = 3) => row.Prob % a;")]
    [InlineData("double Loss(Row row, double a = 3) => row.Prob;")]
    [InlineData("static float Loss(Row row, double a = 3) => 0;")]
    [InlineData("static double Loss(double a = 3) => a;")]
    [InlineData("static double Loss(Row row, int a = 3) => row.Prob;")]
    [InlineData("static double Loss(Row row, double a = 3) => ;")]
    [InlineData("static double Loss(Row row, double a = 3) { }")]
    [InlineData("static double Loss(Row row, double a = 3);")]
    [InlineData("static double Loss(Row row, double a = 3) => nothing;")]
    [InlineData("static double Loss(Row row, double a = 3) => row.Prob; static double Loss() => 2;")]
    public void Broken_loss_keeps_the_members_that_callers_use(string method)
    {
        LossModel model = Read($"[SparseTargetLoss] partial class X {{ {method} }}");
        Assert.True(model.HasErrors);
        Assert.Equal([new LossParameter("a", ParameterKind.Number, 3, "")], model.Parameters);
        Assert.Equal(Constant.Zero, model.Loss);
    }

    [Theory]
    [InlineData("static double Loss(Row row, double a = 3) => row.Prob % a;")]
    [InlineData("double Loss(Row row, double a = 3) => row.Prob;")]
    [InlineData("static float Loss(Row row, double a = 3) => 0;")]
    [InlineData("static double Loss(double a = 3) => a;")]
    [InlineData("static double Loss(Row row, int a = 3) => row.Prob;")]
    [InlineData("static double Loss(Row row, in double a = 3) => row.Prob;")]
    [InlineData("static double Loss(Row row, double a = 3) => a;")]
    [InlineData("static double Loss(Row row, double a = 3) => row.Prob; static double Loss() => 2;")]
    [InlineData("static double Loss(Row row, bool hard = true, double a = 3) => hard ? a : row.Prob;")]
    [InlineData("static double Loss(Row row, System.DayOfWeek day = default, double? b = null, double a = 3) => a * row.Prob;")]
    [InlineData("static double Loss(Row row, double name = 2, double weight = 2, double a = 3) => a * name * weight * row.Prob;")]
    [InlineData("static double Loss(C row, double a = 3) => a;")]
    [InlineData("static double loss(Row row, double a = 3) => a * row.Prob;")]
    [InlineData("static double Loss(double[] logits, double a = 3) => logits[0] * a;")]
    public void Broken_loss_breaks_none_of_its_callers(string method)
    {
        const string Caller = "class C { double F(double[] z) => new X(a: 2).a + X.Evaluate(z, 1, a: 2) + X.EvaluateReference(z, 1); }";
        GeneratorRun run = GeneratorHarness.Run($"using SparseLsr.Gen; [SparseTargetLoss] partial class X {{ {method} }} {Caller}");
        Assert.NotEmpty(run.Result.Diagnostics);
        Assert.Empty(run.Completed.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>What C# reports of a declaration it reports once, there, and of none of the generated members or their callers.</summary>
    [Theory]
    [InlineData("class [|X|] { static double Loss(Row row, double a = 3) => a * row.Prob; }", "CS0260")]
    [InlineData("partial class X { static double Loss(Row row, double a = 1, double [|a|] = 2) => row.Prob; }", "CS0100")]
    [InlineData("partial class X { static double Loss(Row row, double a = 1, double [|=|] 2) => a * row.Prob; }", "CS1001")]
    [InlineData("partial class X { static double Loss(Row row, double b = 1, double a[|)|] => a * b * row.Prob; }", "CS1737")]
    [InlineData("partial class X { static double Loss([|Rwo|] row, double a = 1) => a * row.Prob; }", "CS0246")]
    [InlineData("partial class X { static double Loss(Row row, double [|a|] = \"1\") => a * row.Prob; }", "CS1750")]
    public void Error_of_csharp_is_not_multiplied(string marked, string id)
    {
        const string Caller = "class C { double F(double[] z) => new X(a: 2).a + X.Evaluate(z, 1, a: 2) + X.EvaluateReference(z, 1, a: 2); }";
        Markup markup = Markup.Parse($"using SparseLsr.Gen; {Caller} [SparseTargetLoss] {marked}");
        CSharpCompilation completed = GeneratorHarness.Run(markup.Source).Completed;
        Diagnostic error = Assert.Single(completed.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal((id, "Source0.cs", markup.Spans.Single()), (error.Id, error.Location.GetLineSpan().Path, error.Location.SourceSpan));
    }

    [Theory]
    [InlineData("static double Loss(Row row) => nothing;")]
    [InlineData("static double Loss(Row row) => Nothing(row);")]
    [InlineData("static double Loss(Row row) => row.Prob + \"text\";")]
    [InlineData("static double Loss(Row row) => Math.Exp(row);")]
    [InlineData("static double Loss(Row row) { double x; return x * row.Prob; }")]
    [InlineData("static double Loss(Row row) { if (row.Prob < 1) return 2; }")]
    [InlineData("static double Loss(Row row) { }")]
    [InlineData("static double Loss(Row row) => ")]
    [InlineData("static Nothing Loss(Row row) => row.Prob;")]
    [InlineData("static double Loss(Row row, Nothing a) => row.Prob;")]
    [InlineData("static double Loss(Nothing row) => row.Prob;")]
    [InlineData("static double Loss(Row row) { int x = row.Prob; return row.Prob; }")]
    public void What_csharp_reports_is_not_reported_again(string method)
    {
        GeneratorRun run = GeneratorHarness.Run($"using System; using SparseLsr.Gen; [SparseTargetLoss] partial class X {{ {method} }}");
        Assert.Empty(run.Result.Diagnostics);
        Assert.NotEmpty(run.CompilerErrors);
        Assert.True(run.Model.HasErrors);
    }

    [Theory]
    [InlineData("struct")]
    [InlineData("record struct")]
    [InlineData("interface")]
    public void Type_that_csharp_allows_no_attribute_on_is_not_reported_again(string type)
    {
        GeneratorRun run = GeneratorHarness.Run($"using SparseLsr.Gen; [SparseTargetLoss] partial {type} X {{ static double Loss(Row row) => row.Prob; }}");
        Assert.Empty(run.Result.Diagnostics);
        Assert.Equal("CS0592", Assert.Single(run.CompilerErrors).Id);
    }

    [Theory]
    [InlineData("class [|SparseLsr|] { }")]
    [InlineData("enum [|SparseLsr|] { }")]
    [InlineData("delegate void [|SparseLsr|]();")]
    [InlineData("[SparseLsr.Gen.SparseTargetLoss] partial class [|SparseLsr|] { static double Loss(SparseLsr.Gen.Row row) => row.Prob; }")]
    [InlineData("namespace N { class SparseLsr { } }")]
    public void Type_that_hides_the_namespace_is_reported(string marked)
    {
        Markup markup = Markup.Parse(marked);
        IEnumerable<Diagnostic> found = GeneratorHarness.Run(markup.Source).Result.Diagnostics;
        Assert.Equal(markup.Spans, found.Select(diagnostic => diagnostic.Location.SourceSpan));
        Assert.All(found, diagnostic => Assert.Equal("SLSR025", diagnostic.Id));
    }

    private static LossModel Read(string declaration, DocumentationMode mode = DocumentationMode.Parse)
    {
        return GeneratorHarness.Run(GeneratorHarness.Compile(mode, "global using SparseLsr.Gen;", declaration)).Model;
    }
}
