using SparseLsr.Gen.GpuChecks.Correctness;

namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <inheritdoc/>
/// <remarks>An exponential takes thousands of instructions.</remarks>
public sealed class Float64EngineTests() : EngineTests("float64", 3)
{
    protected override int[] AlignedClasses => [2, 33];

    protected override int[] OddClasses => [3, 65];

    private protected override CheckScope Plan => base.Plan with { Classes = [1, 2, 33, 129], TableClasses = [7] };
}
