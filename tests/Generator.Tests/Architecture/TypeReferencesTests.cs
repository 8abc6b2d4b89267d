using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Testing.Architecture;
using SparseLsr.Gen.Testing.Cases;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Architecture;

/// <summary>The checker of architectures sees every way in which a type may use another.</summary>
public sealed class TypeReferencesTests : IDisposable
{
    private const string Used = "namespace P.Used { public class U : System.Attribute { public static int F; public static U M<T>() => null; } }";

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("class A : P.Used.U { }")]
    [InlineData("class A { P.Used.U f; }")]
    [InlineData("class A { object P { set { } get => new P.Used.U(); } }")]
    [InlineData("class A { void M(System.Collections.Generic.List<P.Used.U[]> x) { } }")]
    [InlineData("class A<T> where T : P.Used.U { }")]
    [InlineData("class A { void M<T>() where T : System.IComparable<P.Used.U> { } }")]
    [InlineData("[P.Used.U] class A { }")]
    [InlineData("class A { [P.Used.U] void M() { } }")]
    [InlineData("class A { int M() => P.Used.U.F; }")]
    [InlineData("class A { object M() => P.Used.U.M<int>(); }")]
    [InlineData("class A { object M() => typeof(P.Used.U); }")]
    [InlineData("class A { System.Func<object> M() => () => new P.Used.U(); }")]
    [InlineData("class A { System.Collections.Generic.IEnumerable<int> M() { yield return P.Used.U.F; } }")]
    [InlineData("class A { class Nested { P.Used.U f; } }")]
    [InlineData("class A { void M(int x) { switch (x) { case 1: break; case 2: x = 3; break; case 3: x = P.Used.U.F; break; } } }")]
    public void A_use_is_seen(string type)
    {
        Compile($"{Used} namespace P.Own {{ {type} }}");
        string message = Assert.Throws<CheckFailedException>(() => Check([])).Message;
        Assert.Contains("Own.A", message);
        Assert.EndsWith(" → Used", message);
        Check([message.Split('\n')[^1]]);
    }

    [Fact]
    public void A_stale_exception_a_missing_row_and_a_cycle_are_seen()
    {
        Compile($"{Used} namespace P.Own {{ class A {{ }} }}");
        Check([]);
        Assert.Contains("Own.A → Used", Assert.Throws<CheckFailedException>(() => Check(["Own.A → Used"])).Message);
        Assert.Contains("Own", Assert.Throws<CheckFailedException>(() => Check([], new() { ["Used"] = [] })).Message);
        Assert.Contains("each other", Assert.Throws<CheckFailedException>(() => Check([], new() { ["Used"] = ["Own"], ["Own"] = ["Used"] })).Message);
    }

    /// <summary>A namespace whose name only begins like an allowed one is another.</summary>
    [Fact]
    public void Names_are_exact()
    {
        Compile($"{Used.Replace("P.Used", "P.UsedToo")} {Used} namespace P.Own {{ class A {{ P.UsedToo.U f; }} }}");
        var table = new Dictionary<string, string[]> { ["Used"] = [], ["UsedToo"] = [], ["Own"] = ["Used"] };
        Assert.EndsWith("Own.A → UsedToo", Assert.Throws<CheckFailedException>(() => Check([], table)).Message);
    }

    private void Check(string[] exceptions, Dictionary<string, string[]>? table = null) =>
        ArchitectureCheck.Check(_file, "P", table ?? new() { ["Used"] = [], ["Own"] = [] }, exceptions);

    private void Compile(string source)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(source);
        Assert.True(compilation.Emit(_file, cancellationToken: TestContext.Current.CancellationToken).Success);
    }
}
