namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>The threads of a launch.</summary>
/// <param name="GroupsX">The groups along the first dimension.</param>
/// <param name="GroupsY">The groups along the second.</param>
/// <param name="GroupSize">The threads of a group.</param>
/// <param name="SharedBytes">The dynamic shared memory of a group.</param>
internal readonly record struct LaunchGrid(int GroupsX, int GroupsY, int GroupSize, int SharedBytes)
{
    public override string ToString() => $"{GroupsX}×{GroupsY} groups of {GroupSize} threads with {SharedBytes} bytes";
}
