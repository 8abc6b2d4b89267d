using ILGPU;

namespace SparseLsr.Gen.Gpu;

/// <summary>Memory for intermediate results, which a call may use until its kernels have run.</summary>
internal interface IScratch<TNumber>
    where TNumber : unmanaged
{
    /// <summary>For what is saved of the gradients.</summary>
    ArrayView<TNumber> Saved(long length);

    /// <summary>For the sums of chunks, or of blocks.</summary>
    ArrayView<TNumber> Partials(long length);
}
