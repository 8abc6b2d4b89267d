namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>A loss, its gradient, and the product of its second derivatives with a direction.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="GradientMs">The median time of the loss and its gradient alone, by kernels.</param>
/// <param name="OursMs">That of all three, by kernels.</param>
/// <param name="TorchMs">The same composed of torch operations.</param>
/// <param name="OurBytes">What ours has in use at its peak, without the two results; null where the C library cannot tell.</param>
/// <param name="TorchBytes">The same of torch operations.</param>
internal sealed record SecondDerivativesRecord(
    string Loss, double GradientMs, double OursMs, double TorchMs, long? OurBytes, long? TorchBytes);
