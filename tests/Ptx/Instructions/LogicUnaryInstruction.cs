using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary><c>mov</c> and <c>not</c> of predicates.</summary>
internal sealed unsafe class LogicUnaryInstruction(int destination, int source, bool negates) : PredicateInstruction(destination)
{
    protected override uint Evaluate(Warp warp, uint lanes)
    {
        uint predicate = *(uint*)(warp.Registers + source);
        return negates ? ~predicate : predicate;
    }
}
