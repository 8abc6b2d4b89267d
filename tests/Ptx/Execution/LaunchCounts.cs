namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>What a launch took.</summary>
internal sealed class LaunchCounts
{
    /// <summary>The bytes of a sector, the unit in which the device's memory is read and written.</summary>
    public const int SectorBytes = 32;

    /// <summary>Instructions issued, each for all lanes of a warp that execute it together.</summary>
    public long WarpInstructions { get; set; }

    /// <summary>The same, counted once for each lane.</summary>
    public long ThreadInstructions { get; set; }

    /// <summary>Branches that lanes of a warp took in both directions.</summary>
    public long Divergences { get; set; }

    /// <summary>Sectors of global memory read, each counted once for an instruction of a warp.</summary>
    public long SectorsRead { get; set; }

    /// <summary>Sectors of global memory written, counted as those read.</summary>
    public long SectorsWritten { get; set; }
}
