using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

public sealed class FunctionTests
{
    /// <summary>log(cosh x) from 60-digit arithmetic.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-8, 5e-17)]
    [InlineData(1e-6, 4.999999999999166e-13)]
    [InlineData(1e-4, 4.9999999916666675e-9)]
    [InlineData(1e-2, 4.999916668888822e-5)]
    [InlineData(0.5, 0.12011450695827752)]
    [InlineData(1, 0.4337808304830272)]
    [InlineData(2000, 1999.30685281944)]
    public void LogCosh_keeps_its_relative_precision(double x, double expected)
    {
        Assert.Equal(expected, Functions.LogCosh(x), 5e-16 * expected);
        Assert.Equal(expected, Functions.LogCosh(-x), 5e-16 * expected);
    }
}
