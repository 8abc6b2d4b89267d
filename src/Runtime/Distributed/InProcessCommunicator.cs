using System.Globalization;
using System.Runtime.InteropServices;

namespace SparseLsr.Gen.Distributed;

/// <summary>A rank that is a thread of this process: for several devices of one machine, and for tests.</summary>
/// <remarks>
/// Of a collective, the rank that comes last does the work of all. Sums are formed in the order of the ranks. A rank that is disposed has
/// left: a collective that the others begin or wait for afterwards fails.
/// </remarks>
public sealed class InProcessCommunicator : ICommunicator, IDisposable
{
    private readonly RankGroup _group;

    private InProcessCommunicator(RankGroup group, int rank)
    {
        _group = group;
        Rank = rank;
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size => _group.Size;

    /// <summary>Makes a group of ranks, in their order.</summary>
    /// <param name="size">How many there are.</param>
    /// <param name="timeout">How long a rank waits for the others; null for ten minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than 1, or the time not positive.</exception>
    public static InProcessCommunicator[] Create(int size, TimeSpan? timeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        TimeSpan limit = timeout ?? TimeSpan.FromMinutes(10);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(timeout));
        var group = new RankGroup(size, limit);
        return [.. Enumerable.Range(0, size).Select(rank => new InProcessCommunicator(group, rank))];
    }

    /// <inheritdoc/>
    public unsafe void AllGather(ReadOnlySpan<byte> own, Span<byte> all, string operation)
    {
        if (all.Length != (long)own.Length * Size)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"all has {all.Length} bytes; expected {Size} times the {own.Length} of own."), nameof(all));
        }
        fixed (byte* source = own, destination = all)
            _group.Join(Rank, new Contribution(Collective.AllGather, (nint)source, (nint)destination, own.Length, operation));
    }

    /// <inheritdoc/>
    public unsafe void AllReduceSum(Span<double> values, string operation)
    {
        fixed (double* numbers = values)
        {
            nint memory = (nint)numbers;
            int bytes = MemoryMarshal.AsBytes(values).Length;
            _group.Join(Rank, new Contribution(Collective.AllReduceSum, memory, memory, bytes, operation));
        }
    }

    /// <inheritdoc/>
    public void Abort(string reason) => _group.Fail(Rank, $"Rank {Rank} has failed: {reason}");

    /// <summary>Leaves the group.</summary>
    public void Dispose() => _group.Fail(Rank, $"Rank {Rank} has left.");
}
