using System.Text.RegularExpressions;

namespace SparseLsr.Gen.Generator.Tests.Documentation;

/// <summary>C# code in a document.</summary>
/// <param name="Line">The line of the document on which it starts, from 1.</param>
internal sealed record CodeBlock(string Document, int Line, string Code)
{
    /// <summary>Whether it declares types, rather than being statements to stand in a method.</summary>
    private bool IsDeclaration => Regex.IsMatch(Code, @"^ *(public |internal )?(static |sealed )*(partial )?class ", RegexOptions.Multiline);

    /// <summary>The blocks of a document at the repository's root.</summary>
    public static IEnumerable<CodeBlock> Of(string document)
    {
        string text = File.ReadAllText(PathOf(document));
        return Regex.Matches(text, "^( *)```csharp\n(.*?)^\\1```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => new CodeBlock(document, text[..match.Index].Count(character => character == '\n') + 2, match.Groups[2].Value));
    }

    public static string PathOf(string path) => Path.Combine(ArchitectureTests.Root, "../..", path);

    /// <summary>A file of C# that holds it; what the compiler says of it names the document's own lines.</summary>
    public string ToSource()
    {
        if (IsDeclaration)
            return $"#line {Line} \"{Document}\"\n{Code}";
        // The namespaces that statements use stand before them, and belong to the file.
        string usings = Regex.Match(Code, @"\A(using [\w.]+;\n+)*").Value;
        return $$"""
            #line {{Line}} "{{Document}}"
            {{usings}}
            internal static class Block{{Line}}
            {
                {{Given}}

                internal static void Run()
                {
            #line {{Line + usings.Count(character => character == '\n')}} "{{Document}}"
            {{Code[usings.Length..]}}
                }
            }
            """;
    }

    /// <summary>What statements may take as given, and call something else.</summary>
    private const string Given =
        "internal static Tensor logits = null!, targets = null!; internal static (Tensor, Tensor)[] batches = null!; "
        + "internal static nn.Module<Tensor, Tensor> network = null!; internal static optim.Optimizer optimizer = null!;";
}
