using System.Runtime.ExceptionServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>
/// Distributes contiguous ranges of work items over the thread pool. Which thread takes which range is open, what a range computes
/// is not. The calling thread takes ranges as well, so that a busy pool delays the work but never blocks it.
/// </summary>
internal sealed class Partitions : IThreadPoolWorkItem
{
    /// <summary>With fewer elements a range costs more than it gains.</summary>
    private const long LeastElements = 16384;

    /// <summary>More ranges than threads, since threads are seldom equally fast.</summary>
    private const int RangesPerThread = 8;

    private readonly Action<long, long> _work;
    private readonly long _items;
    private readonly int _count;
    private readonly ManualResetEventSlim _finished = new();
    private ExceptionDispatchInfo? _exception;
    private int _next;
    private int _remaining;

    private Partitions(long items, int count, Action<long, long> work)
    {
        _items = items;
        _count = count;
        _remaining = count;
        _work = work;
    }

    /// <summary>How many ranges of rows are worthwhile.</summary>
    public static int Count(long rows, long classes, int threads)
    {
        if (threads < 2 || rows < 2)
            return 1;
        long elements = Math.Max(rows, (long)Math.Min((double)rows * classes, long.MaxValue / 2));
        return (int)Math.Clamp(elements / LeastElements, 1, Math.Min(rows, (long)threads * RangesPerThread));
    }

    /// <summary>Calls <paramref name="work"/> with the first item of each range and the item after its last one.</summary>
    public static void Run(long items, int count, int threads, Action<long, long> work)
    {
        var partitions = new Partitions(items, count, work);
        for (int helper = 1; helper < Math.Min(threads, count); helper++)
            ThreadPool.UnsafeQueueUserWorkItem(partitions, preferLocal: false);
        partitions.Execute();
        partitions._finished.Wait();
        partitions._exception?.Throw();
    }

    public void Execute()
    {
        while (true)
        {
            int range = Interlocked.Increment(ref _next) - 1;
            if (range >= _count)
                return;
            try
            {
                _work(First(range), First(range + 1));
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _exception, ExceptionDispatchInfo.Capture(exception), null);
            }
            if (Interlocked.Decrement(ref _remaining) == 0)
                _finished.Set();
        }
    }

    private long First(int range) => _items / _count * range + Math.Min(range, _items % _count);
}
