using ILGPU;

namespace SparseLsr.Gen.Gpu;

/// <summary>Starts kernels somewhere: on an accelerator, or by the driver. None waits for the device.</summary>
internal interface IKernelLauncher
{
    /// <summary>The most threads that a block of the device has.</summary>
    int MaxBlockSize { get; }

    /// <summary>How a batch is laid out over the grid.</summary>
    /// <param name="rows">N.</param>
    /// <param name="packs">The packs of a row.</param>
    /// <param name="packBytes">The bytes of a pack.</param>
    /// <param name="largestBlockSize">The most threads of a block that its kernels are compiled for.</param>
    /// <param name="cached">Whether for a kernel that visits a row several times.</param>
    LaunchConfiguration Configure(long rows, int packs, int packBytes, int largestBlockSize, bool cached);

    /// <summary>Starts a kernel of a loss.</summary>
    void Launch<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, KernelGrid grid, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct, IKernelParameter;

    /// <summary>Starts a kernel that is the same for every loss.</summary>
    void Launch<TBatch>(Action<TBatch> kernel, KernelGrid grid, TBatch batch)
        where TBatch : struct, IKernelParameter;
}

/// <summary>A kernel of a loss, in the two forms in which it can be handed the loss.</summary>
/// <param name="FromMemory">Takes the loss's numbers in the device's memory.</param>
/// <param name="ByValue">Takes the loss itself, whose type is private to its class: only the driver can pass it.</param>
internal readonly record struct LossKernel<TKernel, TBatch>(Action<ArrayView<double>, TBatch> FromMemory, Action<TKernel, TBatch> ByValue)
    where TKernel : unmanaged
    where TBatch : struct;
