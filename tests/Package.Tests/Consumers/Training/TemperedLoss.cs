using SparseLsr.Gen;

namespace Consumer;

/// <summary>A loss that the package does not have: cross entropy, less what it costs to be unsure.</summary>
[SparseTargetLoss]
public sealed partial class TemperedLoss
{
    private static double Loss(Row row, double strength = 0.05) => -row.LogProb - strength * row.Entropy + Math.Pow(1 - row.Prob, 2);
}
