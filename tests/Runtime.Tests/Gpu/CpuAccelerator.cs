using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>ILGPU's emulation of a GPU: warps of 32, blocks of up to 256 threads.</summary>
public sealed class CpuAccelerator : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.EnableAlgorithms().CPU(new CPUDevice(32, 8, 1)));

    public CpuAccelerator() => Accelerator = _context.CreateCPUAccelerator(0);

    public Accelerator Accelerator { get; }

    public void Dispose()
    {
        Accelerator.Dispose();
        _context.Dispose();
    }
}
