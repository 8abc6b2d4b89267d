namespace SparseLsr.Gen.Samples.LanguageModel;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage = """
        Trains a small transformer with GPT-2's vocabulary of 50257 tokens on this repository's own text, without its logits ever
        being in memory, and compares that with all logits and with torch's cross entropy.

        Usage: LanguageModel [--loss NAME] [--steps N] [--seed N] [--checkpoint FILE] [--help]

          --loss NAME         cross-entropy (default), focal, sparse-lsr or z-loss
          --steps N           training steps of 1024 tokens, 1 to 1000000 (default 300)
          --seed N            the initial weights and the batches, 0 or more (default 1)
          --checkpoint FILE   write the run there every five minutes and at the end, and go on from there
          --help              this text

        Ctrl-C ends the training in good order; a second one ends at once.
        """;

    private const string KnownOptions = "--loss, --steps, --seed, --checkpoint, --help";

    public string Loss { get; private init; } = "cross-entropy";

    public int Steps { get; private init; } = 300;

    public int Seed { get; private init; } = 1;

    /// <summary>Null where none is asked for.</summary>
    public string? Checkpoint { get; private init; }

    public bool Help { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option or a value is not known.</exception>
    public static Options Parse(IReadOnlyList<string> commandLine)
    {
        var options = new Options();
        var arguments = new Arguments(commandLine);
        while (arguments.Next())
        {
            options = arguments.Option switch
            {
                "--help" or "-h" => options with { Help = true },
                "--loss" => options with { Loss = arguments.Choice([.. Losses.Names]) },
                "--steps" => options with { Steps = arguments.Number(1, 1_000_000) },
                "--seed" => options with { Seed = arguments.Number(0, int.MaxValue) },
                "--checkpoint" => options with { Checkpoint = arguments.Value() },
                _ => throw arguments.Unknown(KnownOptions),
            };
        }
        return options;
    }
}
