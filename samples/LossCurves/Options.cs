namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public static readonly string Usage = $"""
        Draws losses, evaluated by their generated kernels, as PNG and SVG.

        Usage: LossCurves [--loss NAME]... [--classes C] [--out DIR] [--help]

          --loss NAME  a loss to draw, in any case, with or without "Loss"; repeated or separated by commas (default all)
          --classes C  the number of classes, 3 to 100000 (default 100, the publication's)
          --out DIR    where the figures go (default figures)
          --help       this text

        The losses: {LossCatalog.Names}.

        Each loss gets a figure of its value and its derivative against the predicted probability, of the target (y = 1; the other
        classes share the rest evenly) and of another class (y = 0; the target is held at {Curve.HeldTarget}),
        a line for each of seven values of its parameter. Where SparseLsrLoss is drawn, two more show what clamp(1 - p, 1e-7) does to it in float32, and the sign
        slip of the published code; where all are, one page compares them.
        """;

    private const string KnownOptions = "--loss, --classes, --out, --help";

    public IReadOnlyList<DrawnLoss> Losses { get; private init; } = LossCatalog.All;

    public int Classes { get; private init; } = 100;

    public string Out { get; private init; } = "figures";

    public bool Help { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option, a value or a loss is not known.</exception>
    public static Options Parse(IReadOnlyList<string> commandLine)
    {
        var options = new Options();
        var losses = new List<DrawnLoss>();
        var arguments = new Arguments(commandLine);
        while (arguments.Next())
        {
            switch (arguments.Option)
            {
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--loss":
                    losses.AddRange(arguments.Values().SelectMany(LossCatalog.Find));
                    break;
                case "--classes":
                    options = options with { Classes = arguments.Number(3, 100_000) };
                    break;
                case "--out":
                    options = options with { Out = arguments.Value() };
                    break;
                default:
                    throw arguments.Unknown(KnownOptions);
            }
        }
        return losses.Count == 0 ? options : options with { Losses = [.. losses.Distinct()] };
    }
}
