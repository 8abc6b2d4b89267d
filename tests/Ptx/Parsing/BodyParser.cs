using System.Globalization;

namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>Reads the body of a function.</summary>
internal static class BodyParser
{
    /// <summary>Reads from behind the opening brace to behind the closing one.</summary>
    /// <exception cref="PtxException">Something is not known.</exception>
    public static List<Statement> Parse(PtxText text)
    {
        var body = new List<Statement>();
        int depth = 1;
        while (text.SkipBlanks())
        {
            int line = text.Line;
            if (text.TrySkip('{'))
            {
                depth++;
                body.Add(new Statement.ScopeStart(line));
            }
            else if (text.TrySkip('}'))
            {
                if (--depth == 0)
                    return body;
                body.Add(new Statement.ScopeEnd(line));
            }
            else if (text.TryLabel(out string label))
            {
                body.Add(new Statement.Label(label, line));
            }
            else
            {
                string statement = text.Until(';');
                body.AddRange(statement.StartsWith('.') ? Directive(text, statement, line) : [Operation(statement, line)]);
            }
        }
        throw text.Error("a body is not closed");
    }

    private static IEnumerable<Statement> Directive(PtxText text, string statement, int line)
    {
        string[] words = statement.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (words is [".extern", var external])
            words = external.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [".reg", var registers] => Registers(registers, line),
            [var space, var variable] when DeclarationParser.IsSpace(space) =>
                [new Statement.Declaration(DeclarationParser.Parse(space, variable), line)],
            _ => throw text.Error($"'{statement}' is not known"),
        };
    }

    // ".b32 %r<42>"
    private static IEnumerable<Statement> Registers(string text, int line)
    {
        string[] words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        foreach (string name in OperandList.Split(words[^1]))
        {
            string[] parts = name.Split('<', '>');
            if (words.Length != 2 || parts.Length != 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
                throw new PtxException($"Line {line}: '.reg {text}' is no declaration of registers that is known.");
            yield return new Statement.Registers(words[0][1..], parts[0], count, line);
        }
    }

    private static Statement.Operation Operation(string statement, int line)
    {
        string text = string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        string? guard = null;
        string rest = text;
        if (rest.StartsWith('@'))
        {
            int end = rest.IndexOf(' ');
            guard = rest[1..end];
            rest = rest[(end + 1)..];
        }
        string[] words = rest.Split(' ', 2);
        string[] operands = words.Length == 1 ? [] : OperandList.Split(words[1]);
        return new Statement.Operation(guard?.TrimStart('!'), guard is ['!', ..], words[0], operands, text, line);
    }
}
