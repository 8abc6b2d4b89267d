using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>One row through a loss, in spans and without a tensor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SpanEvaluation
{
    /// <summary>The loss of one row of float or double logits.</summary>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is empty, or has one class where the loss needs two.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is not a class.</exception>
    public static double Evaluate<T, TLoss>(TLoss loss, ReadOnlySpan<T> logits, int target)
        where T : unmanaged, INumberBase<T>
        where TLoss : unmanaged, IRowLoss =>
        EvaluateClasses(new StatisticsLoss<TLoss>(loss), logits, target);

    /// <summary>The loss of one row of float or double logits, and its gradient.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Evaluate"/>; or <paramref name="gradient"/> is not as long as
    /// <paramref name="logits"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is not a class.</exception>
    public static double EvaluateWithGradient<T, TLoss>(TLoss loss, ReadOnlySpan<T> logits, int target, Span<T> gradient)
        where T : unmanaged, INumberBase<T>
        where TLoss : unmanaged, IRowLoss =>
        EvaluateClassesWithGradient(new StatisticsLoss<TLoss>(loss), logits, target, gradient);

    /// <summary>As <see cref="Evaluate"/>, for a loss with functions of a class.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static double EvaluateClasses<T, TLoss>(TLoss loss, ReadOnlySpan<T> logits, int target, SpanVectors vectors = default)
        where T : unmanaged, INumberBase<T>
        where TLoss : struct, IClassLoss
    {
        Check<TLoss>(logits.Length, target, vectors);
        return EvaluateWidest<T, TLoss, No>(loss, logits, target, default, vectors);
    }

    /// <summary>As <see cref="EvaluateWithGradient"/>, for a loss with functions of a class.</summary>
    /// <inheritdoc cref="EvaluateWithGradient"/>
    public static double EvaluateClassesWithGradient<T, TLoss>(
        TLoss loss, ReadOnlySpan<T> logits, int target, Span<T> gradient, SpanVectors vectors = default)
        where T : unmanaged, INumberBase<T>
        where TLoss : struct, IClassLoss
    {
        Check<TLoss>(logits.Length, target, vectors);
        RowArguments.CheckGradient(logits.Length, gradient.Length);
        return EvaluateWidest<T, TLoss, Yes>(loss, logits, target, gradient, vectors);
    }

    private static void Check<TLoss>(int classes, int target, SpanVectors vectors)
        where TLoss : struct, IClassLoss
    {
        RowArguments.Check(classes, target);
        if (TLoss.RequiresTwoClasses)
            RowArguments.CheckTwoClasses(classes);
        for (int i = 0; i < TLoss.ClassVectors; i++)
            RowArguments.CheckVector(vectors.Get(i, out string name).Length, classes, name);
    }

    private static double EvaluateWidest<T, TLoss, TGradient>(
        TLoss loss, ReadOnlySpan<T> logits, int target, Span<T> gradient, SpanVectors vectors)
        where T : unmanaged, INumberBase<T>
        where TLoss : struct, IClassLoss
        where TGradient : struct, IFlag
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new ArgumentException($"Logits are float or double; these are {typeof(T)}.", nameof(logits));
        if (Vector512.IsHardwareAccelerated)
            return EvaluateRow<T, Vector512<T>, Lanes512<T>, TLoss, TGradient>(loss, logits, target, gradient, vectors);
        if (Vector256.IsHardwareAccelerated)
            return EvaluateRow<T, Vector256<T>, Lanes256<T>, TLoss, TGradient>(loss, logits, target, gradient, vectors);
        return EvaluateRow<T, Vector128<T>, Lanes128<T>, TLoss, TGradient>(loss, logits, target, gradient, vectors);
    }

    private static double EvaluateRow<T, TVector, TLanes, TLoss, TGradient>(
        TLoss loss, ReadOnlySpan<T> logits, int target, Span<T> gradient, SpanVectors vectors)
        where T : unmanaged, INumberBase<T>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, T>
        where TLoss : struct, IClassLoss
        where TGradient : struct, IFlag
    {
        Scratch scratch = Scratch.Rent();
        Scratch? vectorScratch = TLoss.ClassVectors > 0 ? Scratch.Rent() : null;
        try
        {
            RowInputs<double> inputs = default;
            T** elements = vectorScratch is null
                ? null
                : vectors.Take<T>(vectorScratch, TLoss.ClassVectors, logits.Length, target, ref inputs);
            fixed (T* source = &MemoryMarshal.GetReference(logits), destination = &MemoryMarshal.GetReference(gradient))
            {
                var buffers = new ChunkBuffers<T>(scratch, logits.Length, ChunkSums<TLoss, TGradient>.KeepsExponentials);
                var driver = new RowDriver<TLoss, T, TVector, TLanes, NativeFormat<T>, TGradient>(
                    loss, logits.Length, new(buffers, logits.Length, 1, 1, nonTemporal: false, elements));
                driver.Inputs = inputs;
                return driver.Run((byte*)source, (byte*)destination, target, 1);
            }
        }
        finally
        {
            scratch.Return();
            vectorScratch?.Return();
        }
    }
}
