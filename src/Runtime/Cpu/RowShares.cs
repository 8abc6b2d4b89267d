using System.Runtime.ExceptionServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>
/// Shares contiguous runs of rows out over the thread pool. Which thread takes which share is open, what a share computes is not.
/// The calling thread takes shares as well, so that a busy pool delays the work but never blocks it.
/// </summary>
internal sealed class RowShares : IThreadPoolWorkItem
{
    /// <summary>Below so many elements a share costs more than it gains.</summary>
    private const long LeastElements = 16384;

    /// <summary>More shares than threads, since threads are seldom equally fast.</summary>
    private const int SharesPerThread = 8;

    private readonly Action<long, long> _work;
    private readonly long _rows;
    private readonly int _count;
    private readonly ManualResetEventSlim _finished = new();
    private ExceptionDispatchInfo? _exception;
    private int _next;
    private int _remaining;

    private RowShares(long rows, int count, Action<long, long> work)
    {
        _rows = rows;
        _count = count;
        _remaining = count;
        _work = work;
    }

    /// <summary>How many shares are worth while.</summary>
    public static int Count(long rows, long classes, int threads)
    {
        if (threads < 2 || rows < 2)
            return 1;
        long elements = Math.Max(rows, (long)Math.Min((double)rows * classes, long.MaxValue / 2));
        return (int)Math.Clamp(elements / LeastElements, 1, Math.Min(rows, (long)threads * SharesPerThread));
    }

    /// <summary>Calls <paramref name="work"/> with the first row of each share and the row after its last one.</summary>
    public static void Run(long rows, int count, int threads, Action<long, long> work)
    {
        var shares = new RowShares(rows, count, work);
        for (int helper = 1; helper < Math.Min(threads, count); helper++)
            ThreadPool.UnsafeQueueUserWorkItem(shares, preferLocal: false);
        shares.Execute();
        shares._finished.Wait();
        shares._exception?.Throw();
    }

    public void Execute()
    {
        while (true)
        {
            int share = Interlocked.Increment(ref _next) - 1;
            if (share >= _count)
                return;
            try
            {
                _work(First(share), First(share + 1));
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _exception, ExceptionDispatchInfo.Capture(exception), null);
            }
            if (Interlocked.Decrement(ref _remaining) == 0)
                _finished.Set();
        }
    }

    private long First(int share) => _rows / _count * share + Math.Min(share, _rows % _count);
}
