using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>
/// The first pieces of a row, kept in the group's dynamic shared memory between the two sweeps of a kernel that also writes the
/// gradient; nothing in every other kernel. What a thread has put there only the same thread takes out again.
/// </summary>
internal readonly struct RowStage<TPiece, TThreads, TOutput>
    where TPiece : unmanaged
    where TThreads : struct, IRowThreads
    where TOutput : struct, IRowOutput
{
    private readonly ArrayView<TPiece> _lanes;
    private readonly int _end;

    /// <remarks>Made by every thread of the group, also one without a row: ILGPU's emulation waits for them all.</remarks>
    /// <param name="pieces">How many of each row, in whole spans; the group has shared memory for those of all its rows.</param>
    public RowStage(int pieces)
    {
        _lanes = default;
        _end = pieces;
        if (TOutput.IsStaged && pieces > 0)
            _lanes = SharedMemory.GetDynamic<TPiece>().SubView(TThreads.RowInGroup * pieces);
    }

    /// <summary>Takes the four pieces that this thread has of a span, if it is one that is kept.</summary>
    public void Put(int span, TPiece a, TPiece b, TPiece c, TPiece d)
    {
        if (!Holds(span))
            return;
        int i = span + TThreads.Lane;
        _lanes[i] = a;
        _lanes[i + WarpThreads.Lanes] = b;
        _lanes[i + 2 * WarpThreads.Lanes] = c;
        _lanes[i + 3 * WarpThreads.Lanes] = d;
    }

    /// <summary>Whether a span is kept.</summary>
    public bool Holds(int span) => TOutput.IsStaged && span < _end;

    /// <summary>One of the four pieces that this thread has of a span that is kept.</summary>
    public TPiece Get(int span, int index) => _lanes[span + TThreads.Lane + index * WarpThreads.Lanes];
}
