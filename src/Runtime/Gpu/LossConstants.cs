using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace SparseLsr.Gen.Gpu;

/// <summary>The constants of a loss, in an accelerator's memory; uploaded when they have changed.</summary>
internal sealed class LossConstants(Accelerator accelerator) : IDisposable
{
    private double[] _host = [];
    private MemoryBuffer1D<double, Stride1D.Dense>? _device;

    /// <summary>The fields of a loss; empty for one without.</summary>
    public ArrayView<double> Upload<TLoss>(TLoss loss)
        where TLoss : unmanaged
    {
        // Losses have fields of float64 alone. One without fields takes a byte.
        ReadOnlySpan<double> numbers = Unsafe.SizeOf<TLoss>() < sizeof(double)
            ? []
            : MemoryMarshal.Cast<TLoss, double>(new ReadOnlySpan<TLoss>(in loss));
        // There may be those of another loss, which shares its launcher with this one.
        if (numbers.IsEmpty)
            return default;
        if (!numbers.SequenceEqual(_host))
        {
            // Kernels under way still read the old ones.
            accelerator.Synchronize();
            _device?.Dispose();
            _host = numbers.ToArray();
            _device = accelerator.Allocate1D(_host);
        }
        return _device!.View;
    }

    public void Dispose() => _device?.Dispose();
}
