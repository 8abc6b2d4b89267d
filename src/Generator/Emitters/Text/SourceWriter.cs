using System.Text;

namespace SparseLsr.Gen.Generator.Emitters.Text;

/// <summary>Writes indented lines, each ended by a line feed alone.</summary>
internal sealed class SourceWriter
{
    private const int IndentWidth = 4;
    private const int LongestLine = 140;

    /// <summary>After these, the user's text in comments can be broken; no XML is.</summary>
    private const string CommentBreaks = ",;)*+";

    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Writes lines, each at the current indentation and broken where it is too long; empty ones stay empty.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Replace("\r\n", "\n").Split('\n'))
        {
            string rest = line;
            while (Break(rest) is int end and > 0)
            {
                Write(rest.Substring(0, end).TrimEnd());
                rest = Continuation(line) + rest.Substring(end).TrimStart();
            }
            Write(rest);
        }
    }

    public void BlankLine() => _text.Append('\n');

    /// <summary>Opens a block under a header; disposing what is returned closes it.</summary>
    /// <param name="header">What stands above its opening brace.</param>
    /// <param name="end">Its closing brace, with what follows it.</param>
    public Block Open(string header, string end = "}")
    {
        Lines(header);
        Lines("{");
        _indent++;
        return new Block(this, end);
    }

    public override string ToString() => _text.ToString();

    private void Write(string line)
    {
        if (line.Length > 0)
            _text.Append(' ', _indent * IndentWidth).Append(line);
        _text.Append('\n');
    }

    /// <summary>
    /// Where a line that is too long is broken: at the last space that fits, outside of string literals; else in a comment after
    /// punctuation that fits; else at the first space. 0 for nowhere.
    /// </summary>
    private int Break(string line)
    {
        int width = LongestLine - _indent * IndentWidth;
        if (line.Length <= width)
            return 0;
        int start = Continuation(line).Length + line.TakeWhile(c => c is ' ' or '/').Count(), fitting = 0, first = 0, mark = 0;
        bool isComment = line.TrimStart().StartsWith("//", StringComparison.Ordinal), inLiteral = false;
        for (int i = 0; i < line.Length; i++)
        {
            inLiteral ^= line[i] == '"' && !isComment;
            if (i <= start || inLiteral)
                continue;
            if (line[i] == ' ' && i <= width)
                fitting = i;
            else if (line[i] == ' ' && first == 0)
                first = i;
            else if (isComment && i < width && CommentBreaks.Contains(line[i]))
                mark = i + 1;
        }
        return fitting > 0 ? fitting : mark > 0 ? mark : first;
    }

    /// <summary>What the rest of a broken line begins with.</summary>
    private static string Continuation(string line)
    {
        string text = line.TrimStart(), indentation = line.Substring(0, line.Length - text.Length);
        string comment = text.StartsWith("///", StringComparison.Ordinal) ? "///" : text.StartsWith("//", StringComparison.Ordinal) ? "//" : "";
        if (comment.Length == 0)
            return indentation + "    ";
        int inner = text.Length - text.Substring(comment.Length).TrimStart().Length - comment.Length;
        return indentation + comment + new string(' ', inner > 1 ? inner + 4 : 1);
    }

    public readonly struct Block(SourceWriter writer, string end) : IDisposable
    {
        public void Dispose()
        {
            writer._indent--;
            writer.Lines(end);
        }
    }
}
