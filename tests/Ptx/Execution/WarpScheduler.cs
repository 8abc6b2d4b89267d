using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.Ptx.Instructions;

namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>Decides which lanes of a warp execute together, and which of them first.</summary>
internal abstract class WarpScheduler(Machine machine)
{
    protected Machine Machine => machine;

    /// <summary>Runs a warp to its end, or to a barrier.</summary>
    /// <returns>Whether it has ended.</returns>
    public abstract bool Run(Warp warp);

    /// <summary>Issues an instruction for lanes, which its guard may reduce.</summary>
    /// <returns>The lanes that execute it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected unsafe uint Issue(Warp warp, Instruction instruction, uint lanes)
    {
        uint executing = lanes;
        if (instruction.Guard is { } guard)
        {
            RequireWritten(warp, instruction, guard.Id, lanes);
            uint predicate = *(uint*)(warp.Registers + guard.Offset);
            executing &= instruction.GuardNegated ? ~predicate : predicate;
        }
        machine.Count(instruction.Kind == InstructionKind.Branch ? lanes : executing);
        return executing;
    }

    /// <summary>Executes an instruction, whose operands must have been written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Execute(Warp warp, Instruction instruction, uint lanes)
    {
        foreach (int register in instruction.Reads)
            RequireWritten(warp, instruction, register, lanes);
        instruction.Execute(warp, lanes);
        foreach (int register in instruction.Writes)
            warp.WrittenRegisters[register] |= lanes;
    }

    /// <summary>The live lanes that an instruction waits for.</summary>
    protected static uint Awaited(Warp warp, Instruction instruction, uint lanes) =>
        ((WarpInstruction)instruction).Members(warp, BitOperations.TrailingZeroCount(lanes)) & warp.Live;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RequireWritten(Warp warp, Instruction instruction, int register, uint lanes)
    {
        if ((warp.WrittenRegisters[register] & lanes) != lanes)
            ReportUnwritten(warp, instruction, register);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReportUnwritten(Warp warp, Instruction instruction, int register)
    {
        string name = warp.Machine.Kernel.RegisterNames[register];
        warp.Machine.Report(instruction, $"register {register}", () => $"register {name} is read and has not been written");
    }
}
