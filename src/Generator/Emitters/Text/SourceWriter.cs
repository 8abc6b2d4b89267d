using System.Text;

namespace SparseLsr.Gen.Generator.Emitters.Text;

/// <summary>Writes indented lines, each ended by a line feed alone.</summary>
internal sealed class SourceWriter
{
    private const int IndentWidth = 4;

    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Writes lines, each at the current indentation; empty ones stay empty.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Replace("\r\n", "\n").Split('\n'))
        {
            if (line.Length > 0)
                _text.Append(' ', _indent * IndentWidth).Append(line);
            _text.Append('\n');
        }
    }

    public void BlankLine() => _text.Append('\n');

    /// <summary>Opens a block under a header; disposing what is returned closes it.</summary>
    public Block Open(string header)
    {
        Lines(header);
        Lines("{");
        _indent++;
        return new Block(this);
    }

    public override string ToString() => _text.ToString();

    public readonly struct Block(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._indent--;
            writer.Lines("}");
        }
    }
}
