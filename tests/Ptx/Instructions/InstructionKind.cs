namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>What an instruction does to the lanes that execute it.</summary>
internal enum InstructionKind
{
    /// <summary>They go on to the next one.</summary>
    Plain,

    /// <summary>They go on elsewhere.</summary>
    Branch,

    /// <summary>They leave the kernel.</summary>
    Exit,

    /// <summary>They wait for other lanes of their warp.</summary>
    WarpSynchronous,

    /// <summary>They wait for the other threads of their block.</summary>
    Barrier,
}
