using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SparseLsr.Gen.Cpu;

/// <summary>One row through a kernel, without a tensor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SpanEvaluation
{
    /// <summary>The loss of one row of float or double logits.</summary>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is empty, or has one class where the loss needs two.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is no class.</exception>
    public static double Evaluate<T, TKernel>(TKernel kernel, ReadOnlySpan<T> logits, int target)
        where T : unmanaged, INumberBase<T>
        where TKernel : struct, ISparseTargetKernel
    {
        Check<TKernel>(logits.Length, target);
        return EvaluateWidest<T, TKernel>(kernel, logits, target, default);
    }

    /// <summary>The loss of one row of float or double logits, and its gradient.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Evaluate"/>; or <paramref name="gradient"/> is not as long as
    /// <paramref name="logits"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is no class.</exception>
    public static double EvaluateWithGradient<T, TKernel>(TKernel kernel, ReadOnlySpan<T> logits, int target, Span<T> gradient)
        where T : unmanaged, INumberBase<T>
        where TKernel : struct, ISparseTargetKernel
    {
        Check<TKernel>(logits.Length, target);
        RowArguments.CheckGradient(logits.Length, gradient.Length);
        return EvaluateWidest<T, TKernel>(kernel, logits, target, gradient);
    }

    private static void Check<TKernel>(int classes, int target)
        where TKernel : struct, ISparseTargetKernel
    {
        RowArguments.Check(classes, target);
        if (TKernel.RequiresTwoClasses)
            RowArguments.CheckTwoClasses(classes);
    }

    private static double EvaluateWidest<T, TKernel>(TKernel kernel, ReadOnlySpan<T> logits, int target, Span<T> gradient)
        where T : unmanaged, INumberBase<T>
        where TKernel : struct, ISparseTargetKernel
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new ArgumentException($"Logits are float or double; these are {typeof(T)}.", nameof(logits));
        if (Vector512.IsHardwareAccelerated)
            return EvaluateRow<T, Vector512<T>, Lanes512<T>, TKernel>(kernel, logits, target, gradient);
        if (Vector256.IsHardwareAccelerated)
            return EvaluateRow<T, Vector256<T>, Lanes256<T>, TKernel>(kernel, logits, target, gradient);
        return EvaluateRow<T, Vector128<T>, Lanes128<T>, TKernel>(kernel, logits, target, gradient);
    }

    private static double EvaluateRow<T, TVector, TLanes, TKernel>(
        TKernel kernel, ReadOnlySpan<T> logits, int target, Span<T> gradient)
        where T : unmanaged, INumberBase<T>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, T>
        where TKernel : struct, ISparseTargetKernel
    {
        Scratch scratch = Scratch.Rent();
        try
        {
            fixed (T* source = &MemoryMarshal.GetReference(logits), destination = &MemoryMarshal.GetReference(gradient))
            {
                var buffers = new RowBuffers<T>(scratch, logits.Length, wantsGradient: !gradient.IsEmpty);
                var sweep = new RowSweep<T, TVector, TLanes, NativeFormat<T>>(buffers, logits.Length, 1, 1, nonTemporal: false);
                sweep.Begin((byte*)source, (byte*)destination, target, 1);
                return kernel.Row(ref sweep);
            }
        }
        finally
        {
            scratch.Return();
        }
    }
}
