using SparseLsr.Gen.Samples.PenultimateLayers.Training;

namespace SparseLsr.Gen.Samples.PenultimateLayers;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage = """
        Trains a network with cross entropy, label smoothing and sparse label smoothing, from the same weights and on the same
        batches, and draws what the layer before the last makes of the test images.

        Usage: PenultimateLayers [--data NAME [DIR]] [--download] [--model NAME] [--steps N] [--seed N] [--device NAME]
                                 [--checkpoint DIR] [--points N] [--out DIR] [--help]

          --data NAME [DIR]   digits, which are inside the program (default); fashion-mnist DIR, its IDX files, gzipped or not;
                              or cifar10 DIR, its binary version
          --download          fetch the data set into DIR first, where it is missing
          --model NAME        small, three convolutions and a hidden layer (default), or alexnet, the publication's
          --steps N           training steps of 128 images, 1 to 10000000 (default 600; the publication's are 150000)
          --seed N            the initial weights, the batches and the figures, 0 or more (default 1)
          --device NAME       cpu (default) or cuda
          --checkpoint DIR    write the run there every five minutes, and go on from there
          --points N          how many test images the figures show, 10 to 100000 (default 3000; beyond, t-SNE approximates)
          --out DIR           where figures and summaries go (default penultimate)
          --help              this text

        Ctrl-C writes a checkpoint, and the figures and summaries so far; a second one ends at once.
        To reproduce the publication: --data cifar10 DIR --download --model alexnet --steps 150000 --device cuda
        """;

    private const string KnownOptions =
        "--data, --download, --model, --steps, --seed, --device, --checkpoint, --points, --out, --help";

    private const string Digits = "digits";

    private static readonly string[] s_filedData = ["fashion-mnist", "cifar10"];
    private static readonly string[] s_devices = ["cpu", "cuda"];

    public string Data { get; private init; } = Digits;

    /// <summary>Where the data set's files are; empty for the digits.</summary>
    public string DataFolder { get; private init; } = "";

    public bool Download { get; private init; }

    public string Model { get; private init; } = "small";

    public int Steps { get; private init; } = 600;

    public int Seed { get; private init; } = 1;

    public string Device { get; private init; } = "cpu";

    /// <summary>Null where none is asked for.</summary>
    public string? CheckpointFolder { get; private init; }

    public int Points { get; private init; } = 3000;

    public string Out { get; private init; } = "penultimate";

    public bool Help { get; private init; }

    public RunSettings Run => new(Data, Model, Steps, Seed);

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
                "--data" => WithData(options, arguments),
                "--download" => options with { Download = true },
                "--model" => options with { Model = arguments.Choice(Classifier.Models) },
                "--steps" => options with { Steps = arguments.Number(1, 10_000_000) },
                "--seed" => options with { Seed = arguments.Number(0, int.MaxValue) },
                "--device" => options with { Device = arguments.Choice(s_devices) },
                "--checkpoint" => options with { CheckpointFolder = arguments.Value() },
                "--points" => options with { Points = arguments.Number(10, 100_000) },
                "--out" => options with { Out = arguments.Value() },
                _ => throw arguments.Unknown(KnownOptions),
            };
        }
        return options.Download && options.Data == Digits
            ? throw new UsageException("--download needs a data set to fetch: --data fashion-mnist DIR or --data cifar10 DIR.")
            : options;
    }

    private static Options WithData(Options options, Arguments arguments)
    {
        string data = arguments.Choice([Digits, .. s_filedData]);
        return options with { Data = data, DataFolder = data == Digits ? "" : arguments.Value() };
    }
}
