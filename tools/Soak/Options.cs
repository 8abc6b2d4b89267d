namespace SparseLsr.Gen.Soak;

/// <summary>A mode and numbers by name.</summary>
internal sealed class Options
{
    public const string Usage = """
        declarations --count 20000 --seed 1 --first 0   random declarations, compiled and compared with the oracle
          --ptx                                       and their PTX, executed, on the same rows
        broken --count 20000 --seed 1                   the same with broken text
        module --seconds 60 --seed 1                    random batches through the ready-made modules
        training --steps 100000                         memory that training leaves behind
        garbage --steps 100000                          the same with garbage collected in backward
        exceptions --steps 100000                       the same with exceptions thrown in between
        threads --repeats 5000                          one module for eight threads, then one each
        """;

    private readonly Arguments _arguments;

    /// <exception cref="UsageException">There is no mode, or an argument is not understood.</exception>
    public Options(string[] arguments)
    {
        Mode = arguments is [string mode, ..] ? mode : throw new UsageException("A mode is wanted.");
        _arguments = new Arguments(arguments.AsSpan(1), "--count", "--seed", "--first", "--seconds", "--steps", "--repeats", "--ptx");
    }

    public string Mode { get; }

    /// <summary>Whether random declarations are executed as PTX too.</summary>
    public bool Ptx => _arguments.Flag("--ptx");

    /// <exception cref="UsageException">It is none.</exception>
    public int Number(string name, int otherwise) => _arguments.Number("--" + name, otherwise);
}
