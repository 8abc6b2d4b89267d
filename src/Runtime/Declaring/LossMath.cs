using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen;

/// <summary>
/// Functions of declarations that <see cref="Math"/> lacks, with full relative precision and without overflow. A declaration that
/// runs as plain C# and the kernel that is generated from it compute the same.
/// </summary>
public static class LossMath
{
    /// <summary>log(1 + eˣ).</summary>
    public static double Softplus(double x) => Float64Math.Softplus(x);

    /// <summary>σ(x) = 1/(1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x) => Float64Math.Sigmoid(x);

    /// <summary>log σ(x) = −softplus(−x).</summary>
    public static double LogSigmoid(double x) => -Float64Math.Softplus(-x);
}
