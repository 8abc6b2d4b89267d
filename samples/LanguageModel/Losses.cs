namespace SparseLsr.Gen.Samples.LanguageModel;

/// <summary>The losses that can be asked for.</summary>
internal static class Losses
{
    private static readonly Dictionary<string, Func<SparseTargetLoss>> s_all = new()
    {
        ["cross-entropy"] = () => new CrossEntropyLoss(),
        ["focal"] = () => new FocalLoss(),
        ["sparse-lsr"] = () => new SparseLsrLoss(),
        ["z-loss"] = () => new ZLossCrossEntropyLoss(),
    };

    public static IReadOnlyCollection<string> Names => s_all.Keys;

    public static SparseTargetLoss Create(string name) => s_all[name]();
}
