namespace SparseLsr.Gen.Testing.Exact;

/// <summary>A row's loss and gradient in exact arithmetic, rounded once.</summary>
/// <param name="ValueSlope">
/// By how much the loss changes when log-odds, log-sums, means and entropies move by as much as they are large (log-odds: by 1):
/// where that exceeds the loss itself, the loss cancels, and is known less well than its inputs whoever computes it.
/// </param>
internal sealed record ExactResult(double Value, double[] Gradient, double ValueSlope);
