using System.Globalization;

namespace SparseLsr.Gen.Samples;

/// <summary>A command line, read from left to right: an option, then its values.</summary>
public sealed class Arguments(IReadOnlyList<string> arguments)
{
    private int _next;

    /// <summary>The option read last.</summary>
    public string Option { get; private set; } = "";

    /// <summary>Goes on to the next option; false at the end.</summary>
    public bool Next()
    {
        if (_next == arguments.Count)
            return false;
        Option = arguments[_next++];
        return true;
    }

    /// <summary>The value after the option.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public string Value() =>
        _next < arguments.Count ? arguments[_next++] : throw new UsageException($"{Option} needs a value after it; see --help.");

    /// <summary>The values after the option, separated by commas.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public string[] Values() => Value().Split(',', StringSplitOptions.TrimEntries);

    /// <summary>The value after the option, in any case, as it stands among the choices.</summary>
    /// <exception cref="UsageException">It is none of them.</exception>
    public string Choice(IReadOnlyList<string> choices)
    {
        string value = Value();
        return choices.FirstOrDefault(choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException(
                $"{Option} takes {string.Join(", ", choices.SkipLast(1))} or {choices[^1]}, not '{value}'.");
    }

    /// <summary>The whole number after the option.</summary>
    /// <exception cref="UsageException">There is none from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public int Number(int least, int most)
    {
        string text = Value();
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isNumber && number >= least && number <= most
            ? number
            : throw new UsageException($"{Option} takes a whole number from {least} to {most}, not '{text}'.");
    }

    /// <summary>What to throw where an option is not known.</summary>
    /// <param name="known">The options that are, separated by commas.</param>
    public UsageException Unknown(string known) => new($"Unknown option '{Option}'. The options are {known}.");
}
