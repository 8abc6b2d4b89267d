using System.Text;

namespace SparseLsr.Gen.Testing.Fuzz.Declarations;

/// <summary>What a piece of a declaration is, and so what it may be replaced by.</summary>
internal enum PieceKind
{
    Number,
    Condition,
    Statement,

    /// <summary>The body of a method, from the arrow or the brace on.</summary>
    Body,

    /// <summary>A method that the loss calls.</summary>
    Helper,

    /// <summary>The method that transforms the logits.</summary>
    Transform,
    Declaration,
}

/// <summary>A piece of C# text with smaller pieces in it, one for each '#' of its template.</summary>
internal sealed class Piece(PieceKind kind, string template, params Piece[] parts)
{
    public PieceKind Kind => kind;

    public Piece[] Parts => parts;

    /// <summary>The number of pieces in it, with itself.</summary>
    public int Size { get; } = 1 + parts.Sum(part => part.Size);

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    /// <summary>Every way to make it smaller in one place: a part by something within that part, or by the least of its kind.</summary>
    public IEnumerable<Piece> Smaller()
    {
        foreach (Piece replacement in Replacements())
            yield return replacement;
        for (int i = 0; i < parts.Length; i++)
        {
            foreach (Piece smaller in parts[i].Smaller())
                yield return new Piece(kind, template, [.. parts[..i], smaller, .. parts[(i + 1)..]]);
        }
    }

    private IEnumerable<Piece> Replacements()
    {
        IEnumerable<string> least = kind switch
        {
            PieceKind.Number => ["row.LogOdds", "row.Prob", "2", "c.Logit"],
            PieceKind.Condition => ["row.Prob < 0.5"],
            PieceKind.Statement or PieceKind.Helper => [""],
            _ => [],
        };
        foreach (string text in least.Where(text => parts.Length > 0 || text.Length == 0 && template.Length > 0))
            yield return new Piece(kind, text);
        foreach (Piece descendant in Descendants().Where(descendant => descendant.Kind == kind))
            yield return descendant;
    }

    private IEnumerable<Piece> Descendants() => parts.SelectMany(part => part.Descendants().Prepend(part));

    private void Write(StringBuilder text)
    {
        int next = 0;
        foreach (char character in template)
        {
            if (character == '#')
                parts[next++].Write(text);
            else
                text.Append(character);
        }
    }
}
