using SparseLsr.Gen.Ptx.Instructions;

namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>
/// Lanes that diverge at a branch reconverge at its immediate post-dominator, the first instruction that all of them come to: as
/// assembled code has it. A shuffle or barrier that other lanes are still to come to is an error.
/// </summary>
internal sealed class ReconvergenceScheduler(Machine machine) : WarpScheduler(machine)
{
    /// <inheritdoc/>
    public override bool Run(Warp warp)
    {
        while (warp.SplitCount > 0)
        {
            ref WarpSplit top = ref warp.Splits[warp.SplitCount - 1];
            if (top.Lanes == 0 || top.Next == top.Reconvergence)
                warp.SplitCount--;
            else if (Run(warp, ref top))
                return false;
        }
        return true;
    }

    /// <summary>Runs lanes until they diverge, reconverge or end.</summary>
    /// <returns>Whether they are at a barrier of the block.</returns>
    private bool Run(Warp warp, ref WarpSplit split)
    {
        Instruction[] instructions = Machine.Kernel.Instructions;
        int next = split.Next;
        while (next != split.Reconvergence)
        {
            Instruction instruction = instructions[next];
            uint lanes = split.Lanes, executing = Issue(warp, instruction, lanes);
            switch (instruction.Kind)
            {
                case InstructionKind.Branch when executing == lanes:
                    next = ((Branch)instruction).Target;
                    continue;
                case InstructionKind.Branch when executing != 0:
                    Diverge(warp, ref split, (Branch)instruction, next, executing);
                    return false;
                case InstructionKind.Branch:
                    break;
                case InstructionKind.Exit:
                    Leave(warp, executing);
                    if (split.Lanes == 0)
                        return false;
                    break;
                case InstructionKind.Barrier:
                    if (executing != warp.Live)
                    {
                        string lanesAt = $"lanes {executing:x8} of {warp.Live:x8}";
                        throw Machine.Error(warp, instruction, $"{lanesAt} come to a barrier in divergent code");
                    }
                    split.Next = next;
                    return true;
                default:
                    if (executing != 0)
                        Execute(warp, instruction, executing, instruction.Kind == InstructionKind.WarpSynchronous);
                    break;
            }
            next++;
        }
        split.Next = next;
        return false;
    }

    private static void Execute(Warp warp, Instruction instruction, uint lanes, bool synchronizes)
    {
        if (synchronizes && (Awaited(warp, instruction, lanes) & ~lanes) is var absent and not 0)
            throw warp.Machine.Error(warp, instruction, $"lanes {lanes:x8} wait in divergent code for lanes {absent:x8}");
        Execute(warp, instruction, lanes);
    }

    // Below both sides of the branch lie the lanes together, at the place where they reconverge.
    private static void Diverge(Warp warp, ref WarpSplit split, Branch branch, int index, uint taken)
    {
        warp.Machine.CountDivergence();
        if (branch.IsUniform)
            warp.Machine.Report(branch, "uniform", () => "lanes diverge at a branch that is said to be uniform");
        uint others = split.Lanes & ~taken;
        // Lanes that would only end there take no place, however often a loop loses some of them.
        if (branch.Reconvergence == split.Reconvergence)
            warp.SplitCount--;
        else
            split.Next = branch.Reconvergence;
        if (branch.Target != branch.Reconvergence)
            warp.Push(branch.Target, branch.Reconvergence, taken);
        if (index + 1 != branch.Reconvergence)
            warp.Push(index + 1, branch.Reconvergence, others);
    }

    private static void Leave(Warp warp, uint lanes)
    {
        warp.Live &= ~lanes;
        for (int i = 0; i < warp.SplitCount; i++)
            warp.Splits[i].Lanes &= ~lanes;
    }
}
