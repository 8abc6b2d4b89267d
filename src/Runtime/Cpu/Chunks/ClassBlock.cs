namespace SparseLsr.Gen.Cpu;

/// <summary>A block of classes in memory, whose kept exponentials have the same factor.</summary>
internal unsafe struct ClassBlock<TNumber>
    where TNumber : unmanaged
{
    public TNumber* Exponentials;
    public TNumber* Logits;

    /// <summary>The logits before they were transformed; the same where they are not.</summary>
    public TNumber* Untransformed;

    /// <summary>The number of classes.</summary>
    public int Count;

    /// <summary>The target, counted from the first of them; negative or too large where it is none of them.</summary>
    public long Target;

    public readonly bool HasTarget => (ulong)Target < (ulong)Count;

    /// <summary>The number of the first one in its row.</summary>
    public nint First;

    /// <summary>What makes the exponentials relative to m′.</summary>
    public double Factor;

    /// <summary>Where each of the loss's class vectors begins.</summary>
    public TNumber** Vectors;

    /// <summary>Where the number of class 0 would be of each of its class inputs.</summary>
    public TNumber** Inputs;

    /// <summary>One vector: for what lies past the end of the block.</summary>
    public TNumber* Vector;
}
