namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>Lanes of a warp that execute together.</summary>
internal struct WarpSplit
{
    /// <summary>The index of their next instruction.</summary>
    public int Next;

    /// <summary>Where they reconverge with the lanes that they diverged from.</summary>
    public int Reconvergence;

    /// <summary>Which lanes they are.</summary>
    public uint Lanes;

    /// <summary>Whether they wait for other lanes of their warp.</summary>
    public bool Waits;
}
