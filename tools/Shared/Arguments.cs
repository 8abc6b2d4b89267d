using System.Globalization;

namespace SparseLsr.Gen.Tools;

/// <summary>A command line read as options, each followed by its values.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, List<string>> _values = [];

    /// <exception cref="UsageException">An argument is none of the <paramref name="known"/> options, nor a value of one.</exception>
    public Arguments(ReadOnlySpan<string> arguments, params string[] known)
    {
        List<string>? values = null;
        foreach (string argument in arguments)
        {
            if (argument.StartsWith('-'))
            {
                if (!known.Contains(argument))
                    throw UsageException.Unknown("option", argument, known);
                if (!_values.TryAdd(argument, values = []))
                    throw new UsageException($"{argument} is given twice.");
            }
            else
            {
                if (values is null)
                    throw UsageException.Unknown("option", argument, known);
                values.AddRange(argument.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            }
        }
    }

    /// <summary>Whether the option is given.</summary>
    /// <exception cref="UsageException">The option has values.</exception>
    public bool Flag(string option)
    {
        if (!_values.TryGetValue(option, out List<string>? values))
            return false;
        return values.Count == 0 ? true : throw new UsageException($"{option} takes no value, and got '{values[0]}'.");
    }

    /// <summary>The option's value; null where it is not given.</summary>
    /// <exception cref="UsageException">The option has no value, or several.</exception>
    public string? Single(string option)
    {
        if (!_values.TryGetValue(option, out List<string>? values))
            return null;
        return values.Count == 1 ? values[0] : throw new UsageException($"{option} takes one value, and got {values.Count}.");
    }

    /// <summary>The option's value as a whole number from 0; <paramref name="otherwise"/> where it is not given.</summary>
    /// <exception cref="UsageException">The option has no such value, or several.</exception>
    public int Number(string option, int otherwise)
    {
        if (Single(option) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new UsageException($"{option} takes a whole number from 0, and got '{text}'.");
    }

    /// <summary>The values, each found among the known ones by its name; empty where the option is not given.</summary>
    /// <exception cref="UsageException">The option has no value, or one that is not known.</exception>
    public IReadOnlyList<T> Several<T>(string option, IReadOnlyList<T> known)
        where T : notnull
    {
        if (!_values.TryGetValue(option, out List<string>? values))
            return [];
        if (values.Count == 0)
            throw new UsageException($"{option} takes at least one value of: {string.Join(", ", known)}.");
        return [.. values.Distinct().Select(value => Find(option, value, known))];
    }

    private static T Find<T>(string option, string value, IReadOnlyList<T> known)
        where T : notnull
    {
        foreach (T candidate in known)
        {
            if (string.Equals(candidate.ToString(), value.Replace('×', 'x'), StringComparison.OrdinalIgnoreCase))
                return candidate;
        }
        throw UsageException.Unknown(option.TrimStart('-'), value, known.Select(candidate => candidate.ToString()!));
    }
}
