namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>The registers in which a thread finds its place in the grid.</summary>
internal static class SpecialRegisters
{
    public static bool IsModelled(string name) => name is
        "%tid.x" or "%laneid" or "%ntid.x" or "%ctaid.x" or "%ctaid.y" or "%nctaid.x" or "%nctaid.y" or "%dynamic_smem_size";

    /// <summary>The value of a special register in each lane.</summary>
    public static void Fill(string name, Warp warp, Span<uint> values)
    {
        Machine machine = warp.Machine;
        switch (name)
        {
            case "%tid.x":
                for (int lane = 0; lane < values.Length; lane++)
                    values[lane] = (uint)warp.Thread(lane);
                break;
            case "%laneid":
                for (int lane = 0; lane < values.Length; lane++)
                    values[lane] = (uint)lane;
                break;
            default:
                values.Fill((uint)(name switch
                {
                    "%ntid.x" => machine.Grid.BlockSize,
                    "%ctaid.x" => machine.Group.X,
                    "%ctaid.y" => machine.Group.Y,
                    "%nctaid.x" => machine.Grid.BlocksX,
                    "%nctaid.y" => machine.Grid.BlocksY,
                    "%dynamic_smem_size" => machine.Grid.SharedBytes,
                    _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
                }));
                break;
        }
    }
}
