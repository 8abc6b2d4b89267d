namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>A ready-made loss that can be asked for by name.</summary>
/// <param name="Create">Makes the loss with its default parameters.</param>
internal sealed record NamedLoss(string Name, Func<SparseTargetLoss> Create);

/// <summary>The losses that come with the package.</summary>
internal static class LossCatalog
{
    private static readonly NamedLoss[] All =
    [
        Named(() => new CrossEntropyLoss()),
        Named(() => new LabelSmoothingLoss(smoothing: 0.1)),
        Named(() => new SparseLsrLoss(smoothing: 0.1)),
        Named(() => new PublishedSparseLsrLoss()),
        Named(() => new FocalLoss()),
        Named(() => new Poly1Loss()),
        Named(() => new GeneralizedCrossEntropyLoss()),
        Named(() => new MeanAbsoluteErrorLoss()),
        Named(() => new AbsoluteCrossEntropyLoss()),
        Named(() => new TaylorCrossEntropyLoss()),
        Named(() => new ZLossCrossEntropyLoss()),
        Named(() => new ConfidencePenaltyLoss()),
    ];

    /// <summary>The names of all, separated by commas.</summary>
    public static string Names => string.Join(", ", All.Select(loss => loss.Name));

    /// <summary>The loss of that name, in any case, with or without its ending.</summary>
    /// <exception cref="UsageException">There is no such loss.</exception>
    public static NamedLoss Find(string name) =>
        Array.Find(All, loss => Matches(loss.Name, name) || Matches(loss.Name, name + "Loss"))
        ?? throw new UsageException($"Unknown loss '{name}'. The losses are {Names}.");

    private static bool Matches(string name, string asked) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);

    private static NamedLoss Named<TLoss>(Func<TLoss> create)
        where TLoss : SparseTargetLoss => new(typeof(TLoss).Name, create);
}
