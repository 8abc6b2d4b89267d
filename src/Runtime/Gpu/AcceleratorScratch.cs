using ILGPU;
using ILGPU.Runtime;

namespace SparseLsr.Gen.Gpu;

/// <summary>
/// A loss's own memory on its accelerator: the class weights and class vectors, and intermediate results, which only grow.
/// </summary>
internal sealed class AcceleratorScratch<TNumber>(Accelerator accelerator, TNumber[]? weights, TNumber[] vectors)
    : IScratch<TNumber>, IDisposable
    where TNumber : unmanaged
{
    private MemoryBuffer1D<TNumber, Stride1D.Dense>? _weights;
    private MemoryBuffer1D<TNumber, Stride1D.Dense>? _vectors;
    private MemoryBuffer1D<TNumber, Stride1D.Dense>? _saved;
    private MemoryBuffer1D<TNumber, Stride1D.Dense>? _partials;

    /// <summary>The weight of each class; empty for ones.</summary>
    public ArrayView<TNumber> Weights => weights is null ? default : (_weights ??= accelerator.Allocate1D(weights)).View;

    /// <summary>The class vectors, one after the other.</summary>
    public ArrayView<TNumber> Vectors => vectors.Length == 0 ? default : (_vectors ??= accelerator.Allocate1D(vectors)).View;

    public ArrayView<TNumber> Saved(long length) => Of(ref _saved, length);

    public ArrayView<TNumber> Partials(long length) => Of(ref _partials, length);

    public void Dispose()
    {
        _weights?.Dispose();
        _vectors?.Dispose();
        _saved?.Dispose();
        _partials?.Dispose();
    }

    private ArrayView<TNumber> Of(ref MemoryBuffer1D<TNumber, Stride1D.Dense>? buffer, long length)
    {
        if (buffer is null || buffer.Length < length)
        {
            // Kernels under way may still read the smaller one.
            if (buffer is not null)
                accelerator.Synchronize();
            buffer?.Dispose();
            buffer = null;
            buffer = accelerator.Allocate1D<TNumber>(length);
        }
        return buffer.View;
    }
}
