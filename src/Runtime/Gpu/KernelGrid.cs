using ILGPU;

namespace SparseLsr.Gen.Gpu;

/// <summary>The threads that a kernel is started with.</summary>
/// <param name="Groups">How many groups, along two dimensions.</param>
/// <param name="GroupSize">The threads of each, a multiple of 32.</param>
/// <param name="LargestGroupSize">The most threads that the kernel is ever started with: it is compiled once, for those.</param>
/// <param name="SharedBytes">The dynamic shared memory of each.</param>
internal readonly record struct KernelGrid(Index2D Groups, int GroupSize, int LargestGroupSize, int SharedBytes = 0);
