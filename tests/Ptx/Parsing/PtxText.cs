using System.Text;

namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>A position in PTX text, from which words and statements are read.</summary>
internal sealed class PtxText
{
    private readonly string _text;
    private int _position;

    public PtxText(string text) => _text = WithoutComments(text);

    /// <summary>The line of the position, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The character at the position.</summary>
    public char Next => _position < _text.Length ? _text[_position] : '\0';

    /// <summary>Moves past blanks.</summary>
    /// <returns>Whether anything follows.</returns>
    public bool SkipBlanks()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            Advance();
        return _position < _text.Length;
    }

    /// <summary>Moves past a character if it is the next one.</summary>
    public bool TrySkip(char character)
    {
        if (!SkipBlanks() || Next != character)
            return false;
        Advance();
        return true;
    }

    /// <summary>Reads up to a blank or a delimiter.</summary>
    public string Word()
    {
        SkipBlanks();
        int start = _position;
        while (_position < _text.Length && !char.IsWhiteSpace(_text[_position]) && !"(){};,".Contains(_text[_position]))
            _position++;
        return _position > start ? _text[start.._position] : throw Error($"expected a word, not '{Next}'");
    }

    /// <summary>Reads a label and its colon, if one is next.</summary>
    public bool TryLabel(out string name)
    {
        int end = _position;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or '$'))
            end++;
        bool isLabel = end > _position && end < _text.Length && _text[end] == ':';
        name = _text[_position..end];
        if (isLabel)
            _position = end + 1;
        return isLabel;
    }

    /// <summary>Reads the rest of a line, or what is left of it before a brace.</summary>
    public string RestOfLine()
    {
        int start = _position;
        while (_position < _text.Length && Next is not ('\n' or '{'))
            _position++;
        return _text[start.._position].Trim();
    }

    /// <summary>Reads up to a character, and moves past it.</summary>
    public string Until(char end)
    {
        int start = _position;
        while (_position < _text.Length && Next != end)
            Advance();
        if (_position == _text.Length)
            throw Error($"expected '{end}'");
        return _text[start.._position++].Trim();
    }

    public PtxException Error(string message) => new($"Line {Line}: {message}.");

    private void Advance()
    {
        if (_text[_position++] == '\n')
            Line++;
    }

    // As many blanks instead, so that lines keep their numbers.
    private static string WithoutComments(string text)
    {
        var result = new StringBuilder(text);
        for (int i = text.IndexOf("//", StringComparison.Ordinal); i >= 0; i = text.IndexOf("//", i, StringComparison.Ordinal))
        {
            while (i < text.Length && text[i] != '\n')
                result[i++] = ' ';
        }
        return result.ToString();
    }
}
