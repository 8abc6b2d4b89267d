using ILGPU;

namespace SparseLsr.Gen.Gpu;

/// <summary>The threads that a kernel is started with.</summary>
/// <param name="Blocks">How many blocks, along two dimensions.</param>
/// <param name="BlockSize">The threads of each, a multiple of 32.</param>
/// <param name="LargestBlockSize">The most threads that the kernel is ever started with: it is compiled once, for those.</param>
/// <param name="SharedBytes">The dynamic shared memory of each.</param>
internal readonly record struct KernelGrid(Index2D Blocks, int BlockSize, int LargestBlockSize, int SharedBytes = 0);
