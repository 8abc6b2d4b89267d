namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>A warp: 32 lanes, each with its own value of every register.</summary>
internal sealed unsafe class Warp(Machine machine, int index)
{
    public const int Lanes = 32;

    /// <summary>All lanes as a mask.</summary>
    public const uint AllLanes = ~0u;

    private const int MostSplits = 96;

    public Machine Machine => machine;

    /// <summary>Its number in the block.</summary>
    public int Index => index;

    /// <summary>Registers, each as an array over the lanes; a predicate is one word, with a bit for each lane.</summary>
    public byte* Registers { get; set; }

    /// <summary>For each register, the lanes that have written it.</summary>
    public uint[] WrittenRegisters { get; set; } = [];

    /// <summary>The local memory of one lane after the other.</summary>
    public byte[] Local { get; set; } = [];

    /// <summary>Which bytes of it have been written.</summary>
    public bool[] WrittenLocal { get; set; } = [];

    /// <summary>The lanes that have not left the kernel.</summary>
    public uint Live { get; set; }

    /// <summary>The lanes that execute together, the ones that run first last.</summary>
    public WarpSplit[] Splits { get; } = new WarpSplit[MostSplits];

    /// <summary>How many such sets of lanes there are.</summary>
    public int SplitCount { get; set; }

    /// <summary>A lane's thread in the block.</summary>
    public int Thread(int lane) => (index * Lanes) + lane;

    public void Push(int next, int reconvergence, uint lanes)
    {
        if (SplitCount == MostSplits)
            throw new PtxException($"Warp {index} diverges more than {MostSplits} times.");
        Splits[SplitCount++] = new WarpSplit { Next = next, Reconvergence = reconvergence, Lanes = lanes };
    }
}
