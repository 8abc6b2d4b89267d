namespace SparseLsr.Gen.Gpu.Device;

/// <summary>
/// Where a row lies in memory: whole packs from an aligned address on; before and after them its ends, each of fewer classes than a
/// pack has, which threads take one by one.
/// </summary>
internal readonly struct RowPlace
{
    private readonly int _tail;

    /// <param name="first">The row's first element, counted from an aligned address.</param>
    /// <param name="classes">C.</param>
    /// <param name="packLength">The elements of a pack, a power of two.</param>
    public RowPlace(long first, int classes, int packLength)
    {
        First = first;
        Head = Math.Min((int)-first & (packLength - 1), classes);
        Packs = (int)((uint)(classes - Head) / (uint)packLength);
        FirstPack = Packs == 0 ? 0 : (first + Head) / packLength;
        _tail = Head + Packs * packLength;
        Ends = classes - Packs * packLength;
    }

    /// <summary>The element of the first class.</summary>
    public long First { get; }

    /// <summary>The first whole pack; any where there is none.</summary>
    public long FirstPack { get; }

    /// <summary>The classes before it.</summary>
    public int Head { get; }

    /// <summary>How many whole packs there are.</summary>
    public int Packs { get; }

    /// <summary>The classes of both ends: at most 14, fewer than the threads that share a row.</summary>
    public int Ends { get; }

    /// <summary>A class of the ends.</summary>
    /// <param name="index">Its place among them.</param>
    public int Class(int index) => index < Head ? index : _tail + index - Head;

    /// <summary>Whether this thread has a class of the ends, which go with the first packs; its rank is the place among them.</summary>
    /// <param name="start">The first of its packs.</param>
    public bool HasEnd<TThreads>(int start)
        where TThreads : struct, IRowThreads =>
        start == 0 && TThreads.Rank < Ends;

    /// <summary>Whether a class is one of the ends.</summary>
    public bool IsEnd(int index) => index < Head || index >= _tail;

    /// <summary>The pack of a class that is none of the ends, from the first whole one.</summary>
    /// <param name="index">The class.</param>
    /// <param name="packLength">The elements of a pack.</param>
    /// <returns>A pack that no row has for a class before the first.</returns>
    public int Pack(int index, int packLength) => index < Head ? -1 : (int)((uint)(index - Head) / (uint)packLength);
}
