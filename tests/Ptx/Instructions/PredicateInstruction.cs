using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>An instruction that gives a predicate.</summary>
internal abstract unsafe class PredicateInstruction(int destination) : Instruction
{
    public sealed override void Execute(Warp warp, uint lanes)
    {
        uint* predicate = (uint*)(warp.Registers + destination);
        *predicate = (*predicate & ~lanes) | (Evaluate(warp, lanes) & lanes);
    }

    /// <summary>The lanes for which it is true, among those asked for.</summary>
    protected abstract uint Evaluate(Warp warp, uint lanes);
}
