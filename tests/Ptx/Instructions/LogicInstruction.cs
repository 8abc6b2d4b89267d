using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>Logic of predicates, of which an operation on integers does all lanes at once.</summary>
internal sealed unsafe class LogicInstruction<TOperation>(int destination, int left, int right) : PredicateInstruction(destination)
    where TOperation : struct, IBinary<uint, uint, uint>
{
    protected override uint Evaluate(Warp warp, uint lanes) =>
        TOperation.Apply(*(uint*)(warp.Registers + left), *(uint*)(warp.Registers + right));
}
