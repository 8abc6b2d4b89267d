using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseLsr.Gen.Benchmarks.Measuring;

/// <summary>
/// What moving the logits through memory costs on this machine: the fastest known way to copy them into a buffer that exists, and
/// to read them.
/// </summary>
internal sealed unsafe class MemoryFloor
{
    private const long Line = 64;

    private readonly CoreTeam _team;
    private readonly byte* _source;
    private readonly byte* _destination;
    private readonly long _bytes;
    private long _sum;

    /// <summary>Memory that somebody else keeps alive; both ends on cache lines.</summary>
    public MemoryFloor(CoreTeam team, void* source, void* destination, long bytes)
    {
        _team = team;
        _source = (byte*)source;
        _destination = (byte*)destination;
        _bytes = bytes;
        Copy = Fastest([Shared(CopyShare), Shared(StreamShare), Alone(CopyShare)]);
        Read = Fastest([Shared(ReadShare), Alone(ReadShare)]);
    }

    /// <summary>The fastest of memcpy on all cores, non-temporal stores on all cores, and memcpy on one.</summary>
    public Contender Copy { get; }

    /// <summary>The faster of a sum on all cores and on one.</summary>
    public Contender Read { get; }

    private static Contender Fastest(Contender[] contenders)
    {
        double[] medians = Interleaved.Medians(contenders, TimeSpan.FromMilliseconds(150), leastRounds: 5);
        return contenders[medians.IndexOf(medians.Min())];
    }

    private Contender Shared(Action<long, long> work)
    {
        Action<int> share = member => work(Bound(member), Bound(member + 1));
        return new Contender(() => _team.Run(share)) { Arm = _team.Arm, Rest = _team.Rest };
    }

    private Contender Alone(Action<long, long> work) => new(() => work(0, _bytes));

    // Where a member's share begins: on a cache line, but for the end.
    private long Bound(int member) => member == _team.Members ? _bytes : _bytes / _team.Members * member / Line * Line;

    private void CopyShare(long first, long end) =>
        Buffer.MemoryCopy(_source + first, _destination + first, end - first, end - first);

    private void StreamShare(long first, long end)
    {
        long i = first;
        if ((nint)(_destination + first) % Line == 0)
        {
            for (; i <= end - 2 * Line; i += 2 * Line)
            {
                Vector256<byte> a = Vector256.Load(_source + i), b = Vector256.Load(_source + i + 32);
                Vector256<byte> c = Vector256.Load(_source + i + 64), d = Vector256.Load(_source + i + 96);
                a.StoreAlignedNonTemporal(_destination + i);
                b.StoreAlignedNonTemporal(_destination + i + 32);
                c.StoreAlignedNonTemporal(_destination + i + 64);
                d.StoreAlignedNonTemporal(_destination + i + 96);
            }
        }
        Buffer.MemoryCopy(_source + i, _destination + i, end - i, end - i);
        if (Sse.IsSupported)
            Sse.StoreFence();
    }

    private void ReadShare(long first, long end)
    {
        Vector256<long> a = default, b = default, c = default, d = default;
        long i = first;
        for (; i <= end - 2 * Line; i += 2 * Line)
        {
            a += Vector256.Load((long*)(_source + i));
            b += Vector256.Load((long*)(_source + i + 32));
            c += Vector256.Load((long*)(_source + i + 64));
            d += Vector256.Load((long*)(_source + i + 96));
        }
        long sum = Vector256.Sum(a + b + c + d);
        for (; i < end; i++)
            sum += _source[i];
        // Stored, lest the compiler find that nobody wants it.
        Volatile.Write(ref _sum, sum);
    }
}
