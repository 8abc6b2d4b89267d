using System.Text.RegularExpressions;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>The lines of source text, as C# ends them: a comment that contains one of these characters would end there.</summary>
internal static class SourceLines
{
    public static string[] Of(string text) => Regex.Split(text, "\r\n|[\r\n\u0085\u2028\u2029]");
}
