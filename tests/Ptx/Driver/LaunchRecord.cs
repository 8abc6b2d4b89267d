using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>A launch that has been executed.</summary>
/// <param name="Kernel">The kernel, with what it was put together from.</param>
/// <param name="Grid">Its threads.</param>
/// <param name="Counts">What it took.</param>
internal sealed record LaunchRecord(string Kernel, LaunchGrid Grid, LaunchCounts Counts);
