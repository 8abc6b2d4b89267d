namespace SparseLsr.Gen.GpuChecks;

/// <summary>A command line read as options, with a value or without.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> _values = [];

    /// <param name="arguments">What follows the mode.</param>
    /// <param name="known">The options that there are.</param>
    /// <exception cref="UsageException">An argument is none of them, nor the value of one.</exception>
    public Arguments(ReadOnlySpan<string> arguments, string[] known)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            string option = arguments[i];
            if (!known.Contains(option))
                throw new UsageException($"'{option}' is no option. There are {string.Join(", ", known)}.");
            bool hasValue = i + 1 < arguments.Length && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal);
            if (!_values.TryAdd(option, hasValue ? arguments[++i] : null))
                throw new UsageException($"{option} is given twice.");
        }
    }

    /// <exception cref="UsageException">The option has a value.</exception>
    public bool Flag(string option)
    {
        if (_values.GetValueOrDefault(option) is { } value)
            throw new UsageException($"{option} takes no value, and got '{value}'.");
        return _values.ContainsKey(option);
    }

    /// <summary>The value of the option; null where it is not given.</summary>
    /// <exception cref="UsageException">The option has no value.</exception>
    public string? Value(string option) => !_values.TryGetValue(option, out string? value)
        ? null
        : value ?? throw new UsageException($"{option} needs a value.");

    /// <summary>The values of the option, between commas; empty where it is not given.</summary>
    public string[] List(string option) =>
        Value(option)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
