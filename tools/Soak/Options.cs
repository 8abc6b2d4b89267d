using System.Globalization;

namespace SparseLsr.Gen.Soak;

/// <summary>A mode and numbers by name.</summary>
internal sealed class Options
{
    public const string Usage = """
        declarations --count 20000 --seed 1 --first 0   random declarations, compiled and judged
        broken --count 20000 --seed 1                   the same with broken text
        module --seconds 60 --seed 1                    random batches through the ready-made modules
        training --steps 100000                         memory that training leaves behind
        garbage --steps 100000                          the same with garbage collected in backward
        exceptions --steps 100000                       the same with exceptions thrown in between
        threads --repeats 5000                          one module for eight threads, then one each
        """;

    private readonly Dictionary<string, int> _numbers = [];

    public Options(string[] arguments)
    {
        if (arguments.Length % 2 == 0)
            throw new ArgumentException("A mode is wanted, and options as '--name number'.");
        Mode = arguments[0];
        for (int i = 1; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || !int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                throw new ArgumentException($"'{arguments[i]} {arguments[i + 1]}' is no option.");
            _numbers[arguments[i][2..]] = number;
        }
    }

    public string Mode { get; }

    public int Number(string name, int otherwise) => _numbers.GetValueOrDefault(name, otherwise);
}
