using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace SparseLsr.Gen.Gpu;

/// <summary>The numbers that a generated kernel is made of, in an accelerator's memory; uploaded when they are other ones.</summary>
internal sealed class LossConstants(Accelerator accelerator) : IDisposable
{
    private double[] _host = [];
    private MemoryBuffer1D<double, Stride1D.Dense>? _device;

    /// <summary>The kernel as numbers; empty for one without fields.</summary>
    public ArrayView<double> Upload<TKernel>(TKernel kernel)
        where TKernel : unmanaged
    {
        // Generated kernels have fields of float64 alone. One without fields takes a byte.
        ReadOnlySpan<double> numbers = Unsafe.SizeOf<TKernel>() < sizeof(double)
            ? []
            : MemoryMarshal.Cast<TKernel, double>(new ReadOnlySpan<TKernel>(in kernel));
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
