using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Cross entropy of z/T: the logits divided by a temperature (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017).
/// </summary>
[SparseTargetLoss]
public sealed partial class TemperatureCrossEntropyLoss
{
    /// <param name="c">A class.</param>
    /// <param name="temperature">T, positive.</param>
    private static double Logit(
        RowClass c, [Range(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)] double temperature = 1) =>
        c.Logit / temperature;

    private static double Loss(Row row) => -row.LogProb;
}
