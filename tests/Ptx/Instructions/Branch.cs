namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>bra</c></summary>
/// <param name="label">Where to, in the function that it is in.</param>
/// <param name="isUniform">Whether it is said that all lanes go the same way (<c>.uni</c>).</param>
internal sealed class Branch(string label, bool isUniform) : ControlInstruction(InstructionKind.Branch)
{
    public string Label => label;

    public bool IsUniform => isUniform;

    /// <summary>The index of the instruction at the label.</summary>
    public int Target { get; set; } = -1;

    /// <summary>The index of the first instruction that both sides come to, the branch's immediate post-dominator.</summary>
    public int Reconvergence { get; set; } = int.MaxValue;
}
