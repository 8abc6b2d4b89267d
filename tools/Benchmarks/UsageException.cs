namespace SparseLsr.Gen.Benchmarks;

/// <summary>The command line asks for something that there is not; the message is all that is shown.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    public static UsageException Unknown(string what, string value, IEnumerable<string> known) =>
        new($"Unknown {what} '{value}'. Known: {string.Join(", ", known)}.");
}
