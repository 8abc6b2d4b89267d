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
    public static double EvaluateClasses<T, TLoss>(TLoss loss, ReadOnlySpan<T> logits, int target, SpanInputs<T> inputs = default)
        where T : unmanaged, INumberBase<T>
        where TLoss : struct, IClassLoss
    {
        Check<T, TLoss>(logits.Length, target, inputs);
        return EvaluateWidest<T, TLoss, No>(loss, logits, target, default, inputs);
    }

    /// <summary>As <see cref="EvaluateWithGradient"/>, for a loss with functions of a class.</summary>
    /// <inheritdoc cref="EvaluateWithGradient"/>
    public static double EvaluateClassesWithGradient<T, TLoss>(
        TLoss loss, ReadOnlySpan<T> logits, int target, Span<T> gradient, SpanInputs<T> inputs = default)
        where T : unmanaged, INumberBase<T>
        where TLoss : struct, IClassLoss
    {
        Check<T, TLoss>(logits.Length, target, inputs);
        RowArguments.CheckGradient(logits.Length, gradient.Length);
        return EvaluateWidest<T, TLoss, Yes>(loss, logits, target, gradient, inputs);
    }

    private static void Check<T, TLoss>(int classes, int target, SpanInputs<T> inputs)
        where T : unmanaged
        where TLoss : struct, IClassLoss
    {
        RowArguments.Check(classes, target);
        if (TLoss.RequiresTwoClasses)
            RowArguments.CheckTwoClasses(classes);
        inputs.Check<TLoss>(classes);
    }

    private static double EvaluateWidest<T, TLoss, TGradient>(
        TLoss loss, ReadOnlySpan<T> logits, int target, Span<T> gradient, SpanInputs<T> inputs)
        where T : unmanaged, INumberBase<T>
        where TLoss : struct, IClassLoss
        where TGradient : struct, IFlag
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new ArgumentException($"Logits are float or double; these are {typeof(T)}.", nameof(logits));
        if (Vector512.IsHardwareAccelerated)
            return EvaluateRow<T, Vector512<T>, Lanes512<T>, TLoss, TGradient>(loss, logits, target, gradient, inputs);
        if (Vector256.IsHardwareAccelerated)
            return EvaluateRow<T, Vector256<T>, Lanes256<T>, TLoss, TGradient>(loss, logits, target, gradient, inputs);
        return EvaluateRow<T, Vector128<T>, Lanes128<T>, TLoss, TGradient>(loss, logits, target, gradient, inputs);
    }

    private static double EvaluateRow<T, TVector, TLanes, TLoss, TGradient>(
        TLoss loss, ReadOnlySpan<T> logits, int target, Span<T> gradient, SpanInputs<T> inputs)
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
            T** elements = vectorScratch is null ? null : inputs.Convert<T>(vectorScratch, TLoss.ClassVectors, logits.Length);
            fixed (T* source = &MemoryMarshal.GetReference(logits), destination = &MemoryMarshal.GetReference(gradient),
                first = inputs.ClassInput0, second = inputs.ClassInput1, third = inputs.ClassInput2, fourth = inputs.ClassInput3)
            {
                ElementType type = typeof(T) == typeof(float) ? ElementType.Float32 : ElementType.Float64;
                var classInputs = new ClassInputRows();
                classInputs[0] = new((byte*)first, 1, type);
                classInputs[1] = new((byte*)second, 1, type);
                classInputs[2] = new((byte*)third, 1, type);
                classInputs[3] = new((byte*)fourth, 1, type);
                var buffers = new ChunkBuffers<T>(scratch, logits.Length, ChunkSums<TLoss, TGradient>.KeepsExponentials, TLoss.ClassInputs);
                var driver = new RowDriver<TLoss, T, TVector, TLanes, NativeFormat<T>, TGradient>(
                    loss, logits.Length, wantsInputs: false,
                    new(buffers, logits.Length, 1, 1, nonTemporal: false, elements, TLoss.ClassInputs));
                driver.Inputs = inputs.Of(target, TLoss.ClassVectors, TLoss.ClassInputs);
                driver.SetClassInputs(classInputs);
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
