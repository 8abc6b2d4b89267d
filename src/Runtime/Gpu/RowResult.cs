namespace SparseLsr.Gen.Gpu;

/// <summary>What a run over a batch leaves behind.</summary>
internal enum RowResult
{
    /// <summary>The losses of the rows.</summary>
    Losses,

    /// <summary>The losses, and what a later backward needs of the gradients.</summary>
    Saved,

    /// <summary>The losses and the gradients.</summary>
    Gradient,
}
