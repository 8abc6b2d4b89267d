using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>The functions of a class that a loss has, known at compile time.</summary>
internal static class ClassFunctions<TLoss>
    where TLoss : struct, IClassLoss
{
    /// <summary>Whether it has any, and so kernels of another kind.</summary>
    public static bool Exist
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLoss.InputSweeps > 0 || AreInGradient;
    }

    /// <summary>Whether there is anything that belongs to a row beside its logits.</summary>
    public static bool HaveInputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLoss.ClassVectors > 0 || TLoss.RowInputs > 0 || TLoss.ClassInputs > 0;
    }

    /// <summary>Whether the gradient of a class does not follow from the coefficients alone.</summary>
    public static bool AreInGradient
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLoss.HasClassGradient || TLoss.HasTransform;
    }

    /// <summary>
    /// Whether the gradient follows from the coefficients and from what the first sweep keeps after all: that of a transform, where
    /// nothing else is to be computed of a class.
    /// </summary>
    public static bool FollowFromFirstSweep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ScaleTheGradient || KeepSlopes;
    }

    /// <summary>Whether it does because the transform has a constant slope.</summary>
    public static bool ScaleTheGradient
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsOfExponentials && TLoss.HasConstantSlope;
    }

    /// <summary>Whether it does because the exponentials are kept multiplied by the transform's slope.</summary>
    public static bool KeepSlopes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsOfExponentials && !TLoss.HasConstantSlope && !TLoss.UsesMean;
    }

    private static bool IsOfExponentials
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLoss.HasTransform && !TLoss.HasClassGradient && !TLoss.UsesEntropy && TLoss.InputSweeps == 0;
    }
}
