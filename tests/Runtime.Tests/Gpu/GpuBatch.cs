using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>A batch in an accelerator's memory, and what a loss makes of it, in float64.</summary>
internal sealed class GpuBatch<T, TTarget, TNumber> : IDisposable
    where T : unmanaged
    where TTarget : unmanaged, INumber<TTarget>
    where TNumber : unmanaged, INumber<TNumber>
{
    private readonly AcceleratorStream _stream;
    private readonly int _classes;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _logits;
    private readonly MemoryBuffer1D<TTarget, Stride1D.Dense> _targets;
    private readonly MemoryBuffer1D<TNumber, Stride1D.Dense> _losses;
    private readonly MemoryBuffer1D<TNumber, Stride1D.Dense> _saved;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _gradient;

    /// <param name="accelerator">The accelerator.</param>
    /// <param name="rows">The logits of each row.</param>
    /// <param name="targets">Its target.</param>
    /// <param name="offset">How many elements the rows lie past an aligned address.</param>
    /// <param name="savedPerRow">How many numbers are saved of each row.</param>
    public GpuBatch(Accelerator accelerator, double[][] rows, long[] targets, int offset = 0, int savedPerRow = 5)
    {
        _stream = accelerator.DefaultStream;
        _classes = rows[0].Length;
        Offset = offset;
        T[] logits = [.. new T[offset], .. rows.SelectMany(row => row).Select(GpuElement.From<T>)];
        _logits = accelerator.Allocate1D(logits);
        _targets = accelerator.Allocate1D(Array.ConvertAll(targets, TTarget.CreateTruncating));
        // What a kernel forgets to write stands out.
        _losses = accelerator.Allocate1D(Enumerable.Repeat(TNumber.CreateTruncating(77), rows.Length).ToArray());
        _saved = accelerator.Allocate1D<TNumber>(rows.Length * savedPerRow);
        _gradient = accelerator.Allocate1D(Enumerable.Repeat(GpuElement.From<T>(77), logits.Length).ToArray());
    }

    private int Offset { get; }

    private ArrayView<T> Logits => _logits.View.BaseView.SubView(Offset, _logits.Length - Offset);

    private ArrayView<T> Gradients => _gradient.View.BaseView.SubView(Offset, _gradient.Length - Offset);

    /// <summary>The logits as the element type holds them.</summary>
    public double[][] Rows => [.. Array.ConvertAll(_logits.GetAsArray1D(), GpuElement.ToDouble).Skip(Offset).Chunk(_classes)];

    public double[] Forward(GpuLoss loss)
    {
        loss.Forward<T, TTarget, TNumber>(_stream, _classes, Logits, _targets.View, _losses.View);
        return Losses();
    }

    public (double[] Losses, double[][] Gradient) ForwardBackward(GpuLoss loss, ArrayView<TNumber> factor = default, bool inPlace = false)
    {
        ArrayView<T> gradient = inPlace ? Logits : Gradients;
        loss.ForwardBackward<T, TTarget, TNumber>(_stream, _classes, Logits, _targets.View, _losses.View, gradient, factor);
        double[] losses = Losses();
        return (losses, inPlace ? Rows : Gradient());
    }

    public (double[] Losses, double[][] Gradient) ForwardSavingThenBackward(GpuLoss loss, ArrayView<TNumber> upstream)
    {
        loss.ForwardSaving<T, TTarget, TNumber>(_stream, _classes, Logits, _targets.View, _losses.View, _saved.View);
        loss.Backward<T, TTarget, TNumber>(_stream, _classes, Logits, _targets.View, _saved.View, upstream, Gradients);
        return (Losses(), Gradient());
    }

    public void Dispose()
    {
        _logits.Dispose();
        _targets.Dispose();
        _losses.Dispose();
        _saved.Dispose();
        _gradient.Dispose();
    }

    private double[] Losses()
    {
        _stream.Synchronize();
        return Array.ConvertAll(_losses.GetAsArray1D(), double.CreateTruncating);
    }

    private double[][] Gradient() => [.. Array.ConvertAll(_gradient.GetAsArray1D(), GpuElement.ToDouble).Skip(Offset).Chunk(_classes)];
}
