using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator.Declarations;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>After which edits a declaration is read again, and after which its memory serves.</summary>
public sealed class DeclarationMemoryTests
{
    private static readonly string[] Files =
    [
        """
        namespace N;
        partial class Outer
        {
            [SparseLsr.Gen.SparseTargetLoss]
            partial class X
            {
                static double Loss(SparseLsr.Gen.Row row) => Other.K * F(row);
            }
        }
        """,
        "namespace N; partial class Outer { partial class X { static double F(SparseLsr.Gen.Row row) => row.Prob; } }",
        "namespace N; partial class Outer { void Body() { } }",
        """
        namespace N;
        static class Other
        {
            public const double K = 2;
            static readonly int Field = 1;
            static int Property { get; } = 2;
            static int Method(int x) => x;
            static int Block() { return 3; }
        }
        """,
    ];

    public static TheoryData<int, string, string> Unseen => new()
    {
        { 3, "=> x;", "=> x + 1;" },
        { 3, "return 3;", "int y = 3; return y;" },
        { 3, "Field = 1", "Field = 10" },
        { 3, "} = 2", "} = 20" },
        { 3, "static class", "// A comment.\nstatic class" },
    };

    public static TheoryData<int, string, string> Seen => new()
    {
        // Its own files: places, too, lie in them.
        { 0, "namespace N;", "// A comment.\nnamespace N;" },
        { 0, "* F(row)", "+ F(row)" },
        { 1, "row.Prob", "row.LogProb" },
        { 2, "{ }", "{ int x; }" },

        // What else it sees.
        { 3, "K = 2", "K = 3" },
        { 3, "static class", "class F { } static class" },
        { 3, "namespace N;", "global using System; namespace N;" },
        { 3, "int x)", "int x, int y)" },
        { 3, "namespace N;", "namespace M;" },
    };

    [Theory, MemberData(nameof(Unseen))]
    public void Edit_that_it_cannot_see_costs_nothing(int file, string before, string after) =>
        AssertRemembered(compilation => Edit(compilation, file, before, after));

    [Theory, MemberData(nameof(Seen))]
    public void Edit_that_it_may_see_is_read(int file, string before, string after) =>
        AssertRead(compilation => Edit(compilation, file, before, after));

    [Fact]
    public void Other_files_come_and_go()
    {
        AssertRead(compilation => compilation.AddSyntaxTrees(GeneratorHarness.Parse("class Z { }", "Z.cs")));
        AssertRead(compilation => compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[3]));
        AssertRead(compilation => compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[2]));
    }

    [Fact]
    public void References_and_options_are_seen()
    {
        AssertRead(compilation => compilation.RemoveReferences(compilation.References.First()));
        AssertRead(compilation => compilation.WithOptions(compilation.Options.WithOverflowChecks(true)));
        AssertRead(compilation => compilation.WithAssemblyName("Another"));
    }

    [Fact]
    public void Return_to_what_was_is_read_right()
    {
        CSharpCompilation first = GeneratorHarness.Compile(Files), second = Edit(first, 3, "K = 2", "K = 3");
        Assert.Equal(["2 * Prob", "3 * Prob", "2 * Prob"], new[] { first, second, first }.Select(compilation => Read(compilation).Model!.Loss.ToString()));
    }

    private static void AssertRemembered(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(Files);
        Assert.Same(Read(compilation), Read(edit(compilation)));
    }

    private static void AssertRead(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(Files);
        Assert.NotSame(Read(compilation), Read(edit(compilation)));
    }

    private static CSharpCompilation Edit(CSharpCompilation compilation, int file, string before, string after)
    {
        SyntaxTree old = compilation.SyntaxTrees[file];
        Assert.Contains(before, old.ToString());
        return compilation.ReplaceSyntaxTree(old, GeneratorHarness.Parse(old.ToString().Replace(before, after), old.FilePath));
    }

    private static LossDeclaration Read(CSharpCompilation compilation)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        SyntaxTree file = compilation.SyntaxTrees[0];
        ClassDeclarationSyntax syntax = file.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>().Last();
        return DeclarationMemory.Read(syntax, compilation.GetSemanticModel(file), cancellation);
    }
}
