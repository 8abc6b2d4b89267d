using System.Text.RegularExpressions;

namespace SparseLsr.Gen.Generator.Tests.Documentation;

/// <summary>C# code in a document.</summary>
/// <param name="Line">The line of the document on which it starts, from 1.</param>
internal sealed record CodeBlock(string Document, int Line, string Code)
{
    /// <summary>What statements may use without declaring it.</summary>
    private const string Given =
        "internal static Tensor logits = null!, targets = null!; internal static (Tensor, Tensor)[] batches = null!; "
        + "internal static nn.Module<Tensor, Tensor> network = null!; internal static optim.Optimizer optimizer = null!; "
        + "internal static SparseTargetLoss criterion = null!;";

    /// <summary>Whether it declares types, rather than being statements of a method.</summary>
    private bool IsDeclaration => Regex.IsMatch(Code, @"^ *(public |internal )?(static |sealed )*(partial )?class ", RegexOptions.Multiline);

    /// <summary>The blocks of a document.</summary>
    public static IEnumerable<CodeBlock> Of(Document document) =>
        Regex.Matches(document.Text, "^( *)```csharp\n(.*?)^\\1```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => new CodeBlock(
                document.Path, document.Text[..match.Index].Count(character => character == '\n') + 2, match.Groups[2].Value));

    /// <summary>A file of C# with this code; the compiler's messages name the document's own lines.</summary>
    public string ToSource()
    {
        if (IsDeclaration)
            return $"#line {Line} \"{Document}\"\n{Code}";
        // The namespaces that statements use are at their start, and belong to the file.
        string usings = Regex.Match(Code, @"\A(using (static )?[\w.]+;\n+)*").Value;
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
}
