using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace SparseLsr.Gen.Gpu;

/// <summary>The checks of a call over views.</summary>
internal static class GpuArguments
{
    /// <exception cref="NotSupportedException">The kernels know no such types.</exception>
    public static void CheckTypes<T, TTarget, TNumber>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double) && typeof(T) != typeof(ILGPU.Half) && typeof(T) != typeof(ushort))
            throw new NotSupportedException($"logits are of type {typeof(T)}; expected float, double, {typeof(ILGPU.Half)}, or ushort for bfloat16.");
        if (typeof(TTarget) != typeof(long) && typeof(TTarget) != typeof(int))
            throw new NotSupportedException($"targets are of type {typeof(TTarget)}; expected long or int.");
        Type expected = typeof(T) == typeof(double) ? typeof(double) : typeof(float);
        if (typeof(TNumber) != expected)
            throw new NotSupportedException($"The scalars of rows of {typeof(T)} are of type {typeof(TNumber)}; expected {expected}.");
    }

    /// <exception cref="NotSupportedException">The device lacks an instruction for rows of that type.</exception>
    public static void CheckDevice<T>(Accelerator accelerator)
    {
        if (accelerator is CudaAccelerator cuda && cuda.Architecture < CudaArchitecture.SM_80 && (typeof(T) == typeof(ushort) || typeof(T) == typeof(ILGPU.Half)))
            throw new NotSupportedException($"{accelerator.Name} has a compute capability below 8.0; expected logits of type float or double there.");
    }

    /// <summary>The number of rows.</summary>
    public static long CheckRows(int classes, bool requiresTwoClasses, long logits, long targets)
    {
        int least = requiresTwoClasses ? 2 : 1;
        if (classes < least)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"This loss expects at least {least} {(least == 1 ? "class" : "classes")}.");
        if (logits % classes != 0)
            throw new ArgumentException($"logits has {logits} numbers; expected whole rows of {classes} classes.", nameof(logits));
        CheckLength(nameof(targets), targets, logits / classes);
        return logits / classes;
    }

    public static void CheckLength(string name, long length, long expected)
    {
        if (length != expected)
            throw new ArgumentException($"{name} has {length} elements; expected {expected}.", name);
    }

    public static void CheckUpstream(long length, long rows)
    {
        if (length != 1 && length != rows)
            throw new ArgumentException($"The upstream factor has {length} elements; expected 1{(rows == 1 ? "" : $" or {rows}")}.", "upstream");
    }

    public static void CheckWeights(long weights, int classes)
    {
        if (weights != 0 && weights != classes)
            throw new ArgumentException($"The loss was made with {weights} class weights; the logits have {classes} classes.", nameof(classes));
    }
}
