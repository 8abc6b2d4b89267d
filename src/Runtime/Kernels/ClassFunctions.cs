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
    /// Whether the gradient follows from the coefficients and the exponentials of the first sweep after all: that of a transform with a
    /// constant slope, where nothing else is to be computed of a class.
    /// </summary>
    public static bool ScaleTheGradient
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLoss.HasTransform && TLoss.HasConstantSlope && !TLoss.HasClassGradient && !TLoss.UsesEntropy && TLoss.InputSweeps == 0;
    }
}
