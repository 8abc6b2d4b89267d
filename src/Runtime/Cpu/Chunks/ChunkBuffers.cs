namespace SparseLsr.Gen.Cpu;

/// <summary>Where one worker keeps what it needs of the classes at hand: those of a row, or of a chunk of one.</summary>
internal readonly unsafe struct ChunkBuffers<TNumber>
    where TNumber : unmanaged
{
    /// <summary>Divides the scratch memory up for so many classes, and class inputs.</summary>
    public ChunkBuffers(Scratch scratch, long classes, bool keepsExponentials, int classInputs)
    {
        long block = Math.Min(Scratch.BlockLength, RoundUp(classes));
        long blocks = (classes + Scratch.BlockLength - 1) / Scratch.BlockLength;
        // The second line of vectors takes what is read past the end of a row.
        long exponentials = keepsExponentials ? RoundUp(classes) + MostLanes : 0;
        long references = keepsExponentials ? blocks : 0;
        long numbers = 2 * block + MostLanes + exponentials + classInputs * Scratch.BlockLength;
        Block = (TNumber*)scratch.Reserve(
            (nuint)(numbers * sizeof(TNumber) + references * sizeof(double) + classInputs * sizeof(TNumber*)));
        Transformed = Block + block;
        Vector = Transformed + block;
        Exponentials = Vector + MostLanes;
        ClassInputs = Exponentials + exponentials;
        References = (double*)(ClassInputs + classInputs * Scratch.BlockLength);
        ClassInputElements = (TNumber**)(References + references);
    }

    /// <summary>The most lanes that a vector has.</summary>
    public static int MostLanes => 64 / sizeof(TNumber);

    /// <summary>A block of logits: converted, gathered, or with the target and the end of the row masked.</summary>
    public TNumber* Block { get; }

    /// <summary>A block of logits, transformed, where those before the transform are wanted as well.</summary>
    public TNumber* Transformed { get; }

    /// <summary>One vector.</summary>
    public TNumber* Vector { get; }

    /// <summary>The exponentials of the classes, those of a block relative to the block's reference.</summary>
    public TNumber* Exponentials { get; }

    /// <summary>A block of each class input.</summary>
    public TNumber* ClassInputs { get; }

    /// <summary>Where the class inputs are read.</summary>
    public TNumber** ClassInputElements { get; }

    /// <summary>The logit that each block's exponentials are relative to.</summary>
    public double* References { get; }

    private static long RoundUp(long count) => (count + MostLanes - 1) & -MostLanes;
}
