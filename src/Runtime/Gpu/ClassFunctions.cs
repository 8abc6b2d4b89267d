using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu;

/// <summary>The functions of a class that a loss has.</summary>
internal static class ClassFunctions<TLoss>
    where TLoss : unmanaged, IClassLoss
{
    /// <summary>Whether it has any, and so kernels of another kind.</summary>
    public static bool Exist => TLoss.Sweeps > 0 || AreInGradient;

    /// <summary>Whether the gradient of a class does not follow from the coefficients alone.</summary>
    public static bool AreInGradient => TLoss.HasClassGradient || TLoss.HasTransform;
}
