namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>The threads of a launch.</summary>
/// <param name="BlocksX">The blocks along the first dimension.</param>
/// <param name="BlocksY">The blocks along the second.</param>
/// <param name="BlockSize">The threads of a block.</param>
/// <param name="SharedBytes">The dynamic shared memory of a block.</param>
internal readonly record struct LaunchGrid(int BlocksX, int BlocksY, int BlockSize, int SharedBytes)
{
    public override string ToString() => $"{BlocksX}×{BlocksY} groups of {BlockSize} threads with {SharedBytes} bytes";
}
