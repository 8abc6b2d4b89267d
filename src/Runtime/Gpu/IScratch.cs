using ILGPU;

namespace SparseLsr.Gen.Gpu;

/// <summary>Memory for intermediate results, which a call may use until its kernels have run.</summary>
internal interface IScratch<TNumber>
    where TNumber : unmanaged
{
    /// <summary>For the terms of gradients.</summary>
    ArrayView<TNumber> Saved(long length);

    /// <summary>For sums of parts.</summary>
    ArrayView<TNumber> Partials(long length);
}
