using SparseLsr.Gen.Generator.Emitters.Text;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

public sealed class SourceWriterTests
{
    [Theory]
    [InlineData("double x = ", "    ")]
    [InlineData("/// L = ", "/// ")]
    [InlineData("// g = ", "// ")]
    public void Long_lines_are_broken_at_spaces(string start, string continuation)
    {
        string line = start + string.Join(" + ", Enumerable.Range(100, 60));
        var writer = new SourceWriter();
        writer.Lines(line);
        string[] written = writer.ToString().TrimEnd('\n').Split('\n');
        Assert.True(written.Length > 1);
        Assert.All(written, part => Assert.InRange(part.Length, 1, 140));
        Assert.All(written[1..], part => Assert.StartsWith(continuation, part));
        Assert.Equal(line, string.Join(" ", written.Take(1).Concat(written[1..].Select(part => part[continuation.Length..]))));
    }

    [Fact]
    public void Comments_without_spaces_are_broken_after_punctuation()
    {
        string text = string.Join("*", Enumerable.Range(100, 60)) + "&lt;" + string.Join("+", Enumerable.Range(100, 60));
        var writer = new SourceWriter();
        writer.Lines("/// " + text);
        string[] written = writer.ToString().TrimEnd('\n').Split('\n');
        Assert.All(written, part => Assert.InRange(part.Length, 1, 140));
        Assert.Contains(written, part => part.Contains("&lt;"));
        Assert.Equal(text, string.Concat(written.Select(part => part["/// ".Length..])));
    }

    [Fact]
    public void Line_that_starts_with_a_longer_word_is_broken_after_it()
    {
        string name = new('x', 150), rest = string.Join(" + ", Enumerable.Range(100, 60));
        var writer = new SourceWriter();
        writer.Lines($"{name} {rest}");
        string[] written = writer.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(name, written[0]);
        Assert.All(written[1..], part => Assert.InRange(part.Length, 1, 140));
    }

    [Fact]
    public void String_literals_are_not_broken()
    {
        string line = $"throw new E(\"{string.Concat(Enumerable.Repeat("a b ", 60))}\");";
        var writer = new SourceWriter();
        writer.Lines(line);
        Assert.Contains($"\"{string.Concat(Enumerable.Repeat("a b ", 60))}\"", writer.ToString());
    }
}
