using SparseLsr.Gen.Ptx.Instructions;

namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>
/// Lanes that have diverged run on independently, those furthest behind first, and join only where they happen to meet; at a
/// shuffle or barrier they wait for the lanes that it names. The ISA allows it, so that kernels must not rely on more.
/// </summary>
internal sealed class IndependentScheduler(Machine machine) : WarpScheduler(machine)
{
    /// <inheritdoc/>
    public override bool Run(Warp warp)
    {
        while (warp.SplitCount > 0)
        {
            int chosen = Choose(warp);
            int limit = Join(warp, ref chosen);
            if (Run(warp, chosen, limit))
                return false;
        }
        return true;
    }

    private int Choose(Warp warp)
    {
        int chosen = -1;
        for (int i = 0; i < warp.SplitCount; i++)
        {
            if (!warp.Splits[i].Waits && (chosen < 0 || warp.Splits[i].Next < warp.Splits[chosen].Next))
                chosen = i;
        }
        if (chosen >= 0)
            return chosen;
        // All wait: some of those that they wait for may have left the kernel since.
        for (int i = 0; i < warp.SplitCount; i++)
        {
            Instruction instruction = Machine.Kernel.Instructions[warp.Splits[i].Next];
            uint lanes = warp.Splits[i].Lanes;
            uint awaited = instruction.Kind == InstructionKind.Barrier ? warp.Live : Awaited(warp, instruction, lanes);
            if ((awaited & ~lanes) == 0)
            {
                warp.Splits[i].Waits = false;
                return i;
            }
        }
        IEnumerable<string> waits = warp.Splits.Take(warp.SplitCount)
            .Select(split => $"lanes {split.Lanes:x8} at line {Machine.Kernel.Instructions[split.Next].Line}");
        Instruction first = Machine.Kernel.Instructions[warp.Splits[0].Next];
        throw Machine.Error(warp, first, $"lanes wait for each other in divergent code: {string.Join(", ", waits)}");
    }

    /// <summary>Joins lanes at the same instruction.</summary>
    /// <returns>The instruction up to which the joined lanes are furthest behind.</returns>
    private static int Join(Warp warp, ref int chosen)
    {
        int next = warp.Splits[chosen].Next, limit = int.MaxValue;
        for (int i = warp.SplitCount - 1; i >= 0; i--)
        {
            if (i == chosen)
                continue;
            if (warp.Splits[i].Next > next)
            {
                limit = Math.Min(limit, warp.Splits[i].Next);
            }
            else if (warp.Splits[i].Next == next)
            {
                warp.Splits[chosen].Lanes |= warp.Splits[i].Lanes;
                warp.Splits[i] = warp.Splits[--warp.SplitCount];
                if (chosen == warp.SplitCount)
                    chosen = i;
            }
        }
        return limit;
    }

    /// <summary>Runs lanes until they diverge, wait or end, or others are further behind.</summary>
    /// <returns>Whether the whole warp is at a barrier of the block.</returns>
    private bool Run(Warp warp, int chosen, int limit)
    {
        Instruction[] instructions = Machine.Kernel.Instructions;
        ref WarpSplit split = ref warp.Splits[chosen];
        while (split.Next < limit)
        {
            Instruction instruction = instructions[split.Next];
            uint lanes = split.Lanes, executing = Issue(warp, instruction, lanes);
            switch (instruction.Kind)
            {
                case InstructionKind.Branch when executing == lanes:
                    int from = split.Next;
                    split.Next = ((Branch)instruction).Target;
                    // Lanes that wait may be further behind.
                    if (split.Next <= from && warp.SplitCount > 1)
                        return false;
                    continue;
                case InstructionKind.Branch when executing != 0:
                    Machine.CountDivergence();
                    split.Lanes &= ~executing;
                    split.Next++;
                    warp.Push(((Branch)instruction).Target, int.MaxValue, executing);
                    return false;
                case InstructionKind.Exit:
                    warp.Live &= ~executing;
                    split.Lanes &= ~executing;
                    if (split.Lanes == 0)
                    {
                        split = warp.Splits[--warp.SplitCount];
                        return false;
                    }
                    break;
                case InstructionKind.Barrier:
                    split.Waits = executing != warp.Live;
                    return !split.Waits;
                case InstructionKind.WarpSynchronous when executing != 0 && (Awaited(warp, instruction, executing) & ~executing) != 0:
                    split.Waits = true;
                    return false;
                case InstructionKind.Plain or InstructionKind.WarpSynchronous when executing != 0:
                    Execute(warp, instruction, executing);
                    break;
            }
            split.Next++;
        }
        return false;
    }
}
