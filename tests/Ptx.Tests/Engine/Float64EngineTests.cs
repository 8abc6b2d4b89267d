namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <inheritdoc/>
public sealed class Float64EngineTests() : EngineTests("float64", 3)
{
    // An exponential takes thousands of instructions.
    protected override int[] AlignedClasses => [2, 33];

    protected override int[] OddClasses => [3, 65];
}
