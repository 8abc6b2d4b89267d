namespace SparseLsr.Gen.GpuChecks.Bandwidth;

/// <summary>What is measured.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Passes">How often the bytes of the logits cross the memory's bus at least: reads and writes.</param>
internal sealed record Operation(string Name, int Passes)
{
    /// <summary>The logits copied on the device, by the driver: what the others are compared with.</summary>
    public static Operation Copy { get; } = new("copy", 2);

    /// <summary>From logits to the losses of the rows.</summary>
    public static Operation Forward { get; } = new("forward", 1);

    /// <summary>The same, and what backward needs of the gradients saved.</summary>
    public static Operation Keeping { get; } = new("forward, keeping terms", 1);

    /// <summary>From saved and logits to the gradients.</summary>
    public static Operation Backward { get; } = new("backward", 2);

    /// <summary>From logits to the losses and the gradients.</summary>
    public static Operation Fused { get; } = new("forward + backward, fused", 2);

    /// <summary>All that a module starts for the mean without a gradient: what a mean divides by, the rows, their sum.</summary>
    public static Operation MeanForward { get; } = new("mean: forward", 1);

    /// <summary>All that a module starts for the mean and its backward.</summary>
    public static Operation MeanBoth { get; } = new("mean: forward + backward", 2);

    public static IReadOnlyList<Operation> All { get; } = [Copy, Forward, Keeping, Backward, Fused, MeanForward, MeanBoth];

    /// <summary>Whether it reads the logits and writes nothing of their size.</summary>
    public bool OnlyReads => Passes == 1;
}
