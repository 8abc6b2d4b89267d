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
    public static Options Parse(IReadOnlyList<string> commandLine)
    {
        var options = new Options();
        var losses = new List<NamedLoss>();
        var arguments = new Arguments(commandLine);
        while (arguments.Next())
        {
            switch (arguments.Option)
            {
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--epochs":
                    options = options with { Epochs = arguments.Number(1, 1000) };
                    break;
                case "--seed":
                    options = options with { Seed = arguments.Number(0, int.MaxValue) };
                    break;
                case "--loss":
                    losses.AddRange(arguments.Values().Select(LossCatalog.Find));
                    break;
                default:
                    throw arguments.Unknown(KnownOptions);
            }
        }
        return losses.Count == 0 ? options : options with { Losses = [.. losses.Distinct()] };
    }
}
