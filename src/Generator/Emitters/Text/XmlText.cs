using System.Text;
using System.Xml;

namespace SparseLsr.Gen.Generator.Emitters.Text;

/// <summary>Plain text inside documentation comments.</summary>
internal static class XmlText
{
    private const char Replacement = '\uFFFD';

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i))
                escaped.Append(text[i]).Append(text[++i]);
            else
                escaped.Append(text[i] switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    // XML has no form for other control characters.
                    char letter => (XmlConvert.IsXmlChar(letter) ? letter : Replacement).ToString(),
                });
        }
        return escaped.ToString();
    }
}
