namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>Lists between commas, some of whose items are lists in brackets.</summary>
internal static class OperandList
{
    /// <summary>Splits at the commas outside brackets.</summary>
    public static string[] Split(string text)
    {
        var parts = new List<string>();
        int depth = 0, start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '{' or '(' or '[':
                    depth++;
                    break;
                case '}' or ')' or ']':
                    depth--;
                    break;
                case ',' when depth == 0:
                    parts.Add(text[start..i].Trim());
                    start = i + 1;
                    break;
            }
        }
        string last = text[start..].Trim();
        if (last.Length > 0)
            parts.Add(last);
        return [.. parts];
    }

    /// <summary>The items between brackets; the text itself where there are none.</summary>
    public static string[] Items(string text) => text is ['{' or '(', .., '}' or ')'] ? Split(text[1..^1]) : [text];
}
