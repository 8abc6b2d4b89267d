namespace SparseLsr.Gen.Tools;

/// <summary>The command line asks for something that there is not; the message is all that is shown.</summary>
public sealed class UsageException(string message) : Exception(message)
{
    /// <summary>A value is none of those that are known.</summary>
    public static UsageException Unknown(string what, string value, IEnumerable<string> known) =>
        new($"Unknown {what} '{value}'. Known: {string.Join(", ", known)}.");
}
