namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>A linear layer with its loss, forward and backward.</summary>
/// <param name="Case">What is measured.</param>
/// <param name="ProductsMs">The median time of the three matrix products alone, into memory that exists, in float32.</param>
/// <param name="OursMs">That of <c>forward_linear</c> and its backward.</param>
/// <param name="TorchMs">That of torch's layer and cross entropy.</param>
/// <param name="OurBytes">What ours has in use at its peak, without the gradients; null where the C library cannot tell.</param>
/// <param name="TorchBytes">The same of torch.</param>
internal sealed record LinearRecord(string Case, double ProductsMs, double OursMs, double TorchMs, long? OurBytes, long? TorchBytes);
