namespace SparseLsr.Gen.Generator.Emitters.Text;

/// <summary>The head of a member, on one line where it fits.</summary>
internal static class Signature
{
    private const int LongestLine = 120;

    /// <summary>The member's name and parameters; one parameter a line where they are too many for one.</summary>
    public static string Of(string name, IReadOnlyList<string> parameters, string end = "")
    {
        string line = $"{name}({string.Join(", ", parameters)}){end}";
        return line.Length <= LongestLine ? line : $"{name}(\n    {string.Join(",\n    ", parameters)}){end}";
    }
}
