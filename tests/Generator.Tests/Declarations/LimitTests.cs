using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Declarations.Expressions;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>Declarations of absurd size, and such as are still being typed: never an exception, never a silence.</summary>
public sealed class LimitTests
{
    /// <summary>A little of everything that is read.</summary>
    private const string Everything = """
        using System;
        using SparseLsr.Gen;
        namespace N;
        /// <summary>All of it.</summary>
        [SparseTargetLoss]
        public sealed partial class AllLoss
        {
            const double K = 1.5;
            /// <param name="a">One.</param>
            private static double Loss(Row row, double a = 0.1, double b = K)
            {
                double x = F(row, y: a) * Math.Pow(row.Prob, 2), z;
                bool c = x < 1 && !(row.Entropy >= b) || a == 2;
                if (c) return -x;
                else if (x > 3) { z = 1; x += 2; } else z = c ? 1 / 2 : 0x1F;
                return (double)x / row.Classes - z;
            }
            static double F(Row row, double y) => y * -row.LogProb;
        }
        """;

    public static TheoryData<string, string> Nested => new()
    {
        { "parentheses", Repeat("(", 300) + "row.Prob" + Repeat(")", 300) },
        { "signs", Repeat("- ", 20_000) + "row.Prob" },
        { "fewer signs", Repeat("- ", 2_000) + "row.Prob" },
        { "more parentheses", Repeat("(", 2_000) + "row.Prob" + Repeat(")", 2_000) },
        { "negations", Repeat("!", 20_000) + "(a < b) ? row.Prob : 1" },
        { "calls", Repeat("Math.Exp(", 3_000) + "row.Prob" + Repeat(")", 3_000) },
        { "choices", Repeat("a < b ? row.Prob : ", 5_000) + "1" },
        { "sums to the right", Repeat("a + (", 3_000) + "row.Prob" + Repeat(")", 3_000) },
    };

    [Theory, MemberData(nameof(Nested))]
    public void Deep_nesting_is_read_or_refused(string what, string expression) =>
        Assert.True(IsReadOrRefused(Declare($"=> {expression};")), what);

    [Theory]
    [InlineData(1_000, "if (a < {0}) return row.Prob; ", "")]
    [InlineData(1_000, "double x{0} = row.Prob + {0}; ", "")]
    // C# itself does not survive much more of these.
    [InlineData(100, "if (a < {0}) a += 1; else ", ";")]
    [InlineData(100, "if (a < {0}) ", ";")]
    [InlineData(100, "{{ ", "}")]
    public void Many_statements_are_read(int count, string opening, string closing)
    {
        string statements = string.Concat(Enumerable.Range(0, count).Select(i => string.Format(null, opening, i)));
        Assert.False(GeneratorHarness.Run(Declare($"{{ {statements}{Repeat(closing, count)} return row.Prob; }}")).Model.IsBroken);
    }

    [Theory]
    [InlineData("double Loss(Row row, {0} a)", "(", "double", ", int)")]
    [InlineData("{0} Loss(Row row)", "(", "double", ", int)")]
    [InlineData("double Loss(Row row, {0} a)", "A<", "int", ">")]
    [InlineData("double Loss(Row row) {{ {0} x; return row.Prob; }} static double F()", "(", "double", ", int)")]
    public void Deep_types_are_refused(string method, string opening, string type, string closing)
    {
        string nested = string.Concat(Enumerable.Repeat(opening, 2_000)) + type + string.Concat(Enumerable.Repeat(closing, 2_000));
        string source = $"using SparseLsr.Gen; class A<T>; [SparseTargetLoss] partial class X {{ static {string.Format(null, method, nested)} => row.Prob; }}";
        CSharpCompilation compilation = OnStack(256, () => GeneratorHarness.Compile(source));
        Assert.Contains(OnStack(1, () => GeneratorHarness.Run(compilation)).Result.Diagnostics, diagnostic => diagnostic.Id == "SLSR024");
    }

    [Fact]
    public void Chain_of_ten_thousand_methods_is_read_or_refused()
    {
        string methods = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"static double F{i}(double x) => F{i + 1}(x) + 1;"));
        Assert.True(IsReadOrRefused(Declare($"=> F0(row.Prob); {methods} static double F10000(double x) => x;")));
    }

    [Fact]
    public void Methods_that_double_thirty_times_are_refused()
    {
        string methods = string.Concat(Enumerable.Range(0, 30).Select(i => $"static double F{i}(double x) => F{i + 1}(x) + F{i + 1}(-x);"));
        GeneratorRun run = GeneratorHarness.Run(Declare($"=> F0(row.Prob); {methods} static double F30(double x) => x;"));
        Assert.Equal("SLSR024", Assert.Single(run.Result.Diagnostics).Id);
        Assert.True(run.Model.IsBroken);
    }

    [Fact]
    public void Declaration_may_be_typed_seven_letters_at_a_time() => Type(7);

    [Fact]
    [Trait("Category", "Long")]
    public void Declaration_may_be_typed_letter_by_letter() => Type(1);

    [Fact]
    public void Any_token_may_be_missing()
    {
        GeneratorRun run = GeneratorHarness.Run(Everything);
        SyntaxNode root = run.Compilation.SyntaxTrees[0].GetRoot(TestContext.Current.CancellationToken);
        foreach (SyntaxToken token in root.DescendantTokens())
        {
            run = run.After(0, Everything.Remove(token.SpanStart, token.Span.Length));
            CheckUnfinished(run);
        }
    }

    private static void Type(int letters)
    {
        GeneratorRun run = GeneratorHarness.Run(string.Empty);
        for (int length = letters; length <= Everything.Length; length += letters)
        {
            run = run.After(0, Everything[..length]);
            CheckUnfinished(run);
        }
        Assert.False(run.After(0, Everything).Model.IsBroken);
    }

    /// <summary>No exception; where a loss has no meaning, somebody says so; and what is generated adds no errors of its own.</summary>
    private static void CheckUnfinished(GeneratorRun run)
    {
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.GeneratedErrors.Select(error => $"{error}\n{run.Compilation.SyntaxTrees[0]}"));
        foreach (LossDeclaration declaration in run.Declarations)
        {
            if (declaration.Model is not { IsBroken: false })
                Assert.True(run.Result.Diagnostics.Any(IsError) || run.CompilerErrors.Any(), run.Compilation.SyntaxTrees[0].ToString());
        }
    }

    private static bool IsReadOrRefused(string source)
    {
        // C#'s parser takes more stack than it checks for, but the generator has to do with what a pool thread may have.
        CSharpCompilation compilation = OnStack(256, () => GeneratorHarness.Compile(source));
        GeneratorRun run = OnStack(1, () => GeneratorHarness.Run(compilation));
        Assert.Null(run.Result.Exception);
        return !run.Model.IsBroken || run.Result.Diagnostics.Any(IsError);
    }

    private static T OnStack<T>(int megabytes, Func<T> action)
        where T : class
    {
        T? result = null;
        var thread = new Thread(() => result = action(), megabytes << 20);
        thread.Start();
        thread.Join();
        return result!;
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
