using SparseLsr.Gen.Ptx.Instructions;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>Finds the immediate post-dominators of branches, by the algorithm of Cooper, Harvey and Kennedy.</summary>
internal sealed class PostDominators
{
    private const int Unknown = -1;

    private readonly int[] _starts;
    private readonly List<int>[] _successors;
    private readonly List<int>[] _predecessors;

    // Each block's number in a post-order of the reversed graph, and its immediate post-dominator.
    private readonly int[] _order;
    private readonly int[] _dominators;
    private readonly int _exit;

    private PostDominators(Instruction[] instructions)
    {
        var starts = new SortedSet<int> { 0 };
        for (int i = 0; i < instructions.Length; i++)
        {
            if (instructions[i].Kind is InstructionKind.Branch or InstructionKind.Exit)
                starts.Add(i + 1);
            if (instructions[i] is Branch branch)
                starts.Add(branch.Target);
        }
        starts.Remove(instructions.Length);
        _starts = [.. starts];
        // One more block stands for the end.
        _exit = _starts.Length;
        _successors = [.. Enumerable.Range(0, _exit).Select(block => Successors(instructions, block))];
        _predecessors = [.. Enumerable.Range(0, _exit + 1).Select(static _ => new List<int>())];
        for (int block = 0; block < _exit; block++)
            _successors[block].ForEach(next => _predecessors[next].Add(block));
        _order = new int[_exit + 1];
        _dominators = new int[_exit + 1];
    }

    /// <summary>Writes into every branch where lanes that diverge at it reconverge.</summary>
    public static void FindReconvergence(Instruction[] instructions)
    {
        var graph = new PostDominators(instructions);
        graph.Solve();
        for (int block = 0; block < graph._exit; block++)
        {
            if (instructions[graph.End(instructions, block) - 1] is not Branch branch)
                continue;
            int dominator = graph._dominators[block];
            branch.Reconvergence = dominator == Unknown || dominator == graph._exit ? instructions.Length : graph._starts[dominator];
        }
    }

    private int End(Instruction[] instructions, int block) => block + 1 < _starts.Length ? _starts[block + 1] : instructions.Length;

    private List<int> Successors(Instruction[] instructions, int block)
    {
        Instruction last = instructions[End(instructions, block) - 1];
        var successors = new List<int>();
        if (last is Branch branch)
            successors.Add(Array.BinarySearch(_starts, branch.Target) is >= 0 and var target ? target : _exit);
        else if (last.Kind == InstructionKind.Exit)
            successors.Add(_exit);
        if (last.Kind is not (InstructionKind.Branch or InstructionKind.Exit) || last.Guard is not null)
            successors.Add(block + 1);
        return successors;
    }

    private void Solve()
    {
        List<int> order = PostOrder();
        for (int i = 0; i < order.Count; i++)
            _order[order[i]] = i;
        Array.Fill(_dominators, Unknown);
        _dominators[_exit] = _exit;
        bool changes;
        do
        {
            changes = false;
            foreach (int block in Enumerable.Reverse(order).Where(block => block != _exit))
            {
                int dominator = _successors[block].Where(next => _dominators[next] != Unknown).Aggregate(Unknown, Common);
                changes |= _dominators[block] != dominator;
                _dominators[block] = dominator;
            }
        }
        while (changes);
    }

    private List<int> PostOrder()
    {
        var order = new List<int>();
        var seen = new HashSet<int> { _exit };
        var stack = new Stack<(int Block, int Next)>([(_exit, 0)]);
        while (stack.TryPop(out (int Block, int Next) at))
        {
            if (at.Next == _predecessors[at.Block].Count)
            {
                order.Add(at.Block);
                continue;
            }
            stack.Push((at.Block, at.Next + 1));
            int previous = _predecessors[at.Block][at.Next];
            if (seen.Add(previous))
                stack.Push((previous, 0));
        }
        return order;
    }

    private int Common(int a, int b)
    {
        if (a == Unknown)
            return b;
        while (a != b)
        {
            if (_order[a] < _order[b])
                a = _dominators[a];
            else
                b = _dominators[b];
        }
        return a;
    }
}
