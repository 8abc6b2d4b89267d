using System.Globalization;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public static readonly string Usage = $"""
        Trains a small network on handwritten digits, once with each loss, and compares the results.

        Usage: Quickstart [--epochs N] [--seed N] [--loss NAME]... [--help]

          --epochs N   how often each network sees the training images, 1 to 1000 (default 30)
          --seed N     the initial weights and the order of the images, 0 or more (default 1)
          --loss NAME  a loss to train with, in any case, with or without "Loss"; repeated or separated by commas
                       (default CrossEntropyLoss, LabelSmoothingLoss, SparseLsrLoss)
          --help       this text

        The losses: {LossCatalog.Names}.
        """;

    private const string KnownOptions = "--epochs, --seed, --loss, --help";

    private static readonly string[] DefaultLosses = ["CrossEntropyLoss", "LabelSmoothingLoss", "SparseLsrLoss"];

    public int Epochs { get; private init; } = 30;

    public int Seed { get; private init; } = 1;

    public IReadOnlyList<NamedLoss> Losses { get; private init; } = [.. DefaultLosses.Select(LossCatalog.Find)];

    public bool Help { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option, a value or a loss is not known.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options();
        var losses = new List<NamedLoss>();
        for (int i = 0; i < arguments.Count; i++)
        {
            string option = arguments[i];
            switch (option)
            {
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--epochs":
                    options = options with { Epochs = Number(option, Value(), 1, 1000) };
                    break;
                case "--seed":
                    options = options with { Seed = Number(option, Value(), 0, int.MaxValue) };
                    break;
                case "--loss":
                    losses.AddRange(Value().Split(',', StringSplitOptions.TrimEntries).Select(LossCatalog.Find));
                    break;
                default:
                    throw new UsageException($"Unknown option '{option}'. The options are {KnownOptions}.");
            }

            string Value() =>
                ++i < arguments.Count ? arguments[i] : throw new UsageException($"{option} needs a value after it; see --help.");
        }
        return losses.Count == 0 ? options : options with { Losses = [.. losses.Distinct()] };
    }

    private static int Number(string option, string text, int least, int most)
    {
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isNumber && number >= least && number <= most
            ? number
            : throw new UsageException($"{option} takes a whole number from {least} to {most}, not '{text}'.");
    }
}

/// <summary>The command line cannot be understood; the message says why and what would be.</summary>
internal sealed class UsageException(string message) : Exception(message);
