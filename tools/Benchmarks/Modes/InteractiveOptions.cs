namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>What the interactive mode is asked for.</summary>
/// <param name="IsFirst">Whether this process only compiles one loss: how the mode starts itself.</param>
internal sealed record InteractiveOptions(bool IsFirst, string? Json)
{
    public const string First = "--first";

    /// <exception cref="UsageException">The command line is not understood, or an output cannot be written.</exception>
    public static InteractiveOptions Parse(string[] arguments)
    {
        if (arguments is [First])
            return new InteractiveOptions(IsFirst: true, Json: null);
        return new InteractiveOptions(IsFirst: false, RecordOptions.Parse(arguments).Json);
    }
}
