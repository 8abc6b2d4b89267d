using System.Runtime.InteropServices;

namespace SparseLsr.Gen.Benchmarks.Measuring;

/// <summary>
/// The calling thread and one helper for each further core, kept on their cores where the system lets them. Started once; armed,
/// they spin, so that neither starting nor waking a thread is part of what is timed; at rest they sleep.
/// </summary>
internal sealed partial class CoreTeam : IDisposable
{
    private const int MaskLength = 128;

    private readonly SemaphoreSlim _wake = new(0);
    private readonly byte[] _cores = new byte[MaskLength];
    private Action<int>? _work;
    private int _ready;
    private int _done;
    private int _turn;
    private bool _resting;
    private bool _stopped;

    public CoreTeam(int members)
    {
        Members = members;
        if (OperatingSystem.IsLinux())
            _ = sched_getaffinity(0, MaskLength, _cores);
        for (int i = 1; i < members; i++)
        {
            int member = i;
            new Thread(() => Help(member)) { IsBackground = true, Name = $"copy {member}" }.Start();
        }
    }

    /// <summary>How many threads work, the caller included.</summary>
    public int Members { get; }

    /// <summary>Wakes the helpers, and moves the caller to a core of its own.</summary>
    public void Arm()
    {
        Pin(0);
        Volatile.Write(ref _resting, false);
        if (Members > 1)
            _wake.Release(Members - 1);
        while (Volatile.Read(ref _ready) < Members - 1)
            Thread.SpinWait(1);
    }

    /// <summary>Calls <paramref name="work"/> with 0, 1, ... on one thread each. Only while armed.</summary>
    public void Run(Action<int> work)
    {
        _work = work;
        _done = 0;
        Interlocked.Increment(ref _turn);
        work(0);
        while (Volatile.Read(ref _done) < Members - 1)
            Thread.SpinWait(1);
    }

    /// <summary>Sends the helpers to sleep, and lets the caller go where the system likes.</summary>
    public void Rest()
    {
        Volatile.Write(ref _resting, true);
        while (Volatile.Read(ref _ready) > 0)
            Thread.SpinWait(1);
        if (OperatingSystem.IsLinux())
            _ = sched_setaffinity(0, MaskLength, _cores);
    }

    public void Dispose()
    {
        Volatile.Write(ref _stopped, true);
        _wake.Release(Members);
    }

    private void Help(int member)
    {
        Pin(member);
        while (true)
        {
            _wake.Wait();
            if (Volatile.Read(ref _stopped))
                return;
            int turn = Volatile.Read(ref _turn);
            Interlocked.Increment(ref _ready);
            while (!Volatile.Read(ref _resting))
            {
                int next = Volatile.Read(ref _turn);
                if (next == turn)
                {
                    Thread.SpinWait(1);
                    continue;
                }
                turn = next;
                _work!(member);
                Interlocked.Increment(ref _done);
            }
            Interlocked.Decrement(ref _ready);
        }
    }

    /// <summary>Keeps the calling thread on the member's core, counted among those that the process may use.</summary>
    private void Pin(int member)
    {
        if (!OperatingSystem.IsLinux())
            return;
        int[] allowed = [.. Enumerable.Range(0, MaskLength * 8).Where(core => (_cores[core / 8] >> core % 8 & 1) != 0)];
        if (allowed.Length < Members)
            return;
        var mask = new byte[MaskLength];
        int own = allowed[member];
        mask[own / 8] = (byte)(1 << own % 8);
        _ = sched_setaffinity(0, MaskLength, mask);
    }

    [LibraryImport("libc")]
    private static partial int sched_getaffinity(int thread, nint length, [Out] byte[] mask);

    [LibraryImport("libc")]
    private static partial int sched_setaffinity(int thread, nint length, byte[] mask);
}
