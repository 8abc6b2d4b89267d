using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>
/// The first packs of a row, kept in the block's dynamic shared memory between the two sweeps of a kernel that also writes the
/// gradient; nothing in every other kernel. What a thread has put there only the same thread takes out again.
/// </summary>
internal readonly struct RowCache<TPack, TThreads, TOutput>
    where TPack : unmanaged
    where TThreads : struct, IRowThreads
    where TOutput : struct, IRowOutput
{
    private readonly ArrayView<TPack> _lanes;
    private readonly int _end;

    /// <remarks>Made by every thread of the block, also one without a row: ILGPU's emulation waits for them all.</remarks>
    /// <param name="packs">How many of each row, in whole tiles; the block has shared memory for those of all its rows.</param>
    public RowCache(int packs)
    {
        _lanes = default;
        _end = packs;
        if (TOutput.CachesRow && packs > 0)
            _lanes = SharedMemory.GetDynamic<TPack>().SubView(TThreads.RowInBlock * packs);
    }

    /// <summary>Takes the four packs that this thread has of a tile, if it is one that is kept.</summary>
    public void Store(int tile, TPack a, TPack b, TPack c, TPack d)
    {
        if (!Contains(tile))
            return;
        int i = tile + TThreads.Lane;
        _lanes[i] = a;
        _lanes[i + WarpThreads.Lanes] = b;
        _lanes[i + 2 * WarpThreads.Lanes] = c;
        _lanes[i + 3 * WarpThreads.Lanes] = d;
    }

    /// <summary>Whether a tile is kept.</summary>
    public bool Contains(int tile) => TOutput.CachesRow && tile < _end;

    /// <summary>One of the four packs that this thread has of a tile that is kept.</summary>
    public TPack Load(int tile, int index) => _lanes[tile + TThreads.Lane + index * WarpThreads.Lanes];
}
