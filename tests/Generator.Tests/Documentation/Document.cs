using System.Text.RegularExpressions;

namespace SparseLsr.Gen.Generator.Tests.Documentation;

/// <summary>A Markdown document of the repository.</summary>
/// <param name="Path">Its path from the repository's root, with forward slashes.</param>
internal sealed record Document(string Path)
{
    private const string Repository = "https://github.com/sparse-lsr/SparseLsr.Gen/";
    private const string RawFiles = "https://raw.githubusercontent.com/sparse-lsr/SparseLsr.Gen/";

    /// <summary>The pages under <c>docs</c>.</summary>
    public static IEnumerable<string> Pages => Directory.EnumerateFiles(FileOf("docs"), "*.md")
        .Select(file => "docs/" + System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public string Text { get; } = File.ReadAllText(FileOf(Path));

    /// <summary>The text without code, inline code included.</summary>
    public string Prose => Regex.Replace(WithoutBlocks, "`[^`\n]+`", "code");

    /// <summary>Each line outside of code blocks, with its number from 1.</summary>
    public IEnumerable<(int Number, string Line)> Lines => WithoutBlocks.Split('\n').Select((line, index) => (index + 1, line));

    /// <summary>Commands and names in code, and what stands in code blocks of a shell.</summary>
    public IEnumerable<string> Code =>
        Regex.Matches(WithoutBlocks, "`([^`\n]+)`").Select(match => match.Groups[1].Value)
            .Concat(Regex.Matches(Text, "^```(?:sh|bash)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => match.Groups[1].Value));

    /// <summary>Where its links and images lead.</summary>
    public IEnumerable<string> Targets => Regex.Matches(Prose, @"\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$", RegexOptions.Multiline)
        .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value);

    /// <summary>The names of links that are defined elsewhere in the document: <c>[text][name]</c>, and <c>[name]</c> of those that are.</summary>
    public IEnumerable<string> References =>
        Regex.Matches(Prose, @"\]\[([^\]]+)\]").Select(match => match.Groups[1].Value)
            .Concat(DefinedReferences.Where(name => Regex.IsMatch(Prose, $@"\[{Regex.Escape(name)}\](?![:(\[])")));

    public IEnumerable<string> DefinedReferences =>
        Regex.Matches(Prose, @"^\[([^\]]+)\]: ", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    /// <summary>The anchors of its headings, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors
    {
        get
        {
            var count = new Dictionary<string, int>();
            foreach (Match heading in Regex.Matches(WithoutBlocks, "^#+ (.*)$", RegexOptions.Multiline))
            {
                string anchor = Regex.Replace(heading.Groups[1].Value.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-');
                count[anchor] = count.GetValueOrDefault(anchor) + 1;
                yield return count[anchor] == 1 ? anchor : $"{anchor}-{count[anchor] - 1}";
            }
        }
    }

    /// <summary>The file and anchor of the repository that a link leads to, or null for another site.</summary>
    public (string File, string Anchor)? Resolve(string target)
    {
        bool isAbsolute = false;
        string path = Regex.Replace(target, $"^({Regex.Escape(Repository)}(blob|tree)|{Regex.Escape(RawFiles)[..^1]})/?main/", _ =>
        {
            isAbsolute = true;
            return "";
        });
        if (!isAbsolute && Regex.IsMatch(path, "^[a-z]+:"))
            return null;
        string[] parts = path.Split('#');
        string folder = isAbsolute ? "" : System.IO.Path.GetDirectoryName(Path)!;
        string file = parts[0] is "" ? Path : System.IO.Path.Combine(folder, parts[0]);
        return (FileOf(file), parts.ElementAtOrDefault(1) ?? "");
    }

    public static string FileOf(string path) => System.IO.Path.GetFullPath(System.IO.Path.Combine(ArchitectureTests.Root, "../..", path));

    /// <summary>The text with the lines of code blocks empty, so that the others keep their numbers.</summary>
    private string WithoutBlocks => Regex.Replace(
        Text, "^( *)```.*?^\\1```$", match => new string('\n', match.Value.Count(character => character == '\n')),
        RegexOptions.Multiline | RegexOptions.Singleline);
}
