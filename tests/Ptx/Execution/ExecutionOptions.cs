using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>What the PTX ISA leaves to a device, and is chosen for a run.</summary>
internal sealed record ExecutionOptions
{
    /// <summary>The errors of approximate instructions.</summary>
    public Approximation Errors { get; init; }

    /// <summary>Whether products and sums are fused where the assembler may do so.</summary>
    public bool FusesMultiplyAdd { get; init; }

    /// <summary>
    /// Whether lanes that have diverged run on independently, the one furthest behind first, and join only where they happen to
    /// meet; else they reconverge at the immediate post-dominator of their branch.
    /// </summary>
    public bool IndependentLanes { get; init; }

    /// <summary>Whether the last warp of a block runs first.</summary>
    public bool LastWarpFirst { get; init; }

    /// <summary>Whether sectors of global memory are counted, which takes time.</summary>
    public bool CountsSectors { get; init; }

    /// <summary>The warp instructions after which a launch is taken to hang.</summary>
    public long MostInstructions { get; init; } = 2_000_000_000;
}
