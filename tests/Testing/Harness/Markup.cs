using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace SparseLsr.Gen.Testing.Harness;

/// <summary>Source text with places marked as <c>[|here|]</c>.</summary>
internal sealed record Markup(string Source, IReadOnlyList<TextSpan> Spans)
{
    public static Markup Parse(string marked)
    {
        var source = new StringBuilder();
        var spans = new List<TextSpan>();
        int end = 0;
        for (int start = marked.IndexOf("[|", StringComparison.Ordinal); start >= 0; start = marked.IndexOf("[|", end, StringComparison.Ordinal))
        {
            source.Append(marked, end, start - end);
            end = marked.IndexOf("|]", start, StringComparison.Ordinal);
            spans.Add(new TextSpan(source.Length, end - start - 2));
            source.Append(marked, start + 2, end - start - 2);
            end += 2;
        }
        return new Markup(source.Append(marked, end, marked.Length - end).ToString(), spans);
    }
}
