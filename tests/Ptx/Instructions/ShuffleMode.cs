namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>Which lane a lane takes a value from.</summary>
internal enum ShuffleMode
{
    /// <summary>The lane of a number.</summary>
    Index,

    /// <summary>The lane so many below.</summary>
    Up,

    /// <summary>The lane so many above.</summary>
    Down,

    /// <summary>The lane whose number differs in some bits.</summary>
    Butterfly,
}
