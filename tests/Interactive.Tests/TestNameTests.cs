using SparseLsr.Gen.Testing.Cases;

namespace SparseLsr.Gen.Interactive.Tests;

public sealed class TestNameTests
{
    [Fact]
    public void Tests_are_named_by_sentences() => Assert.Empty(TestNames.NotSentences(typeof(TestNameTests).Assembly));
}
