using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>A gradient that is multiplied by what is upstream of it.</summary>
internal struct ScaleBatch<TPack, TElement> : IKernelParameter
    where TPack : unmanaged
    where TElement : unmanaged
{
    public ArrayView<TPack> Gradient;

    /// <summary>One element.</summary>
    public ArrayView<TElement> Factor;

    /// <inheritdoc/>
    public readonly void Write(ref ParameterWriter writer)
    {
        writer.Write(Gradient);
        writer.Write(Factor);
        writer.End();
    }
}
