namespace SparseLsr.Gen.Distributed;

/// <summary>
/// What several ranks (processes, or threads of one) need of each other: two collectives, which every rank calls in the same order. An
/// object of it belongs to one rank, and is used by one thread at a time.
/// </summary>
/// <remarks>
/// Where a rank does not take part in what the others do, because it has failed, left, or calls another collective or the same with another
/// number of elements, each of the others gets a <see cref="CommunicationException"/> after a limited time, rather than waits.
/// </remarks>
public interface ICommunicator
{
    /// <summary>The number of this rank, 0 to <see cref="Size"/> − 1.</summary>
    int Rank { get; }

    /// <summary>The number of ranks, at least 1.</summary>
    int Size { get; }

    /// <summary>Gives the bytes of each rank to all of them.</summary>
    /// <param name="own">Those of this rank; as many on every rank.</param>
    /// <param name="all">Receives <see cref="Size"/> times as many: those of rank 0, of rank 1, and so on.</param>
    /// <param name="operation">What they are for, in messages.</param>
    /// <exception cref="ArgumentException"><paramref name="all"/> has another length.</exception>
    /// <exception cref="CommunicationException">A rank does not take part.</exception>
    void AllGather(ReadOnlySpan<byte> own, Span<byte> all, string operation);

    /// <summary>Replaces the numbers of each rank by the sums over all of them, which are the same to the bit on every rank.</summary>
    /// <param name="values">The numbers of this rank; as many on every rank.</param>
    /// <param name="operation">What they are for, in messages.</param>
    /// <exception cref="CommunicationException">A rank does not take part.</exception>
    void AllReduceSum(Span<double> values, string operation);

    /// <summary>
    /// Reports that this rank has failed: what the other ranks wait for, or call later, ends with a <see cref="CommunicationException"/>.
    /// </summary>
    /// <param name="reason">Why, for their messages.</param>
    void Abort(string reason);
}
