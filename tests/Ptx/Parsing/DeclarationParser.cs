using System.Globalization;

namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>Reads declarations of variables, such as <c>.align 8 .b8 name[16]</c> behind their state space.</summary>
internal static class DeclarationParser
{
    public static bool IsSpace(string word) => word is ".shared" or ".local" or ".param";

    /// <exception cref="PtxException">The text is no declaration.</exception>
    public static Variable Parse(string space, string text)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int align = 0, elementBytes = 0;
        string name = "";
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] == ".align" && i + 1 < words.Length)
                align = Number(words[++i]);
            else if (words[i].StartsWith('.') && DataTypes.Bytes(words[i][1..]) is var bytes and not 0)
                elementBytes = bytes;
            else
                name += words[i];
        }
        string[] parts = name.Split('[', ']');
        if (elementBytes == 0 || parts[0].Length == 0 || parts.Length is not (1 or 3))
            throw new PtxException($"'{space} {text}' is no declaration that is known.");
        int length = parts.Length == 1 ? 1 : parts[1].Length == 0 ? 0 : Number(parts[1]);
        return new Variable(parts[0], Space(space), Math.Max(align, elementBytes), elementBytes * length);
    }

    private static StateSpace Space(string word) => word switch
    {
        ".shared" => StateSpace.Shared,
        ".local" => StateSpace.Local,
        ".param" => StateSpace.Param,
        _ => throw new PtxException($"The state space {word} is not modelled."),
    };

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw new PtxException($"'{text}' is no number.");
}
