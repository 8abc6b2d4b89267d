using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Benchmarks.Measuring;

/// <summary>
/// How much memory a step has in use at its peak, over what was in use before it.
/// </summary>
/// <remarks>
/// Native: libtorch and the runtime allocate by the C library's malloc, whose mallinfo2 tells the bytes in use. A second thread
/// asks it without pause while the step is repeated, and keeps the largest answer; bytes are counted as allocated, whether
/// touched or not, so page sizes and what malloc keeps back for later play no part. The runtime's scratch memory, which it
/// keeps from batch to batch, is given up before, so that it counts. Managed: all bytes allocated in a step, as if none were
/// collected before its end; arrays that a pool already holds are not allocated and so not counted. Never done while timing.
/// </remarks>
internal static partial class PeakMemory
{
    private const int Passes = 3;
    private const long LeastSamples = 1000;
    private static readonly TimeSpan s_pass = TimeSpan.FromMilliseconds(100);

    /// <summary>The bytes in use at the peak, or null where the C library cannot tell.</summary>
    public static long? Of(Action step)
    {
        if (InUse() is null)
            return null;
        step();
        var peaks = new List<long>();
        long start = Stopwatch.GetTimestamp();
        do
            peaks.Add(Pass(step));
        while (peaks.Count < Passes && Stopwatch.GetElapsedTime(start) < Passes * s_pass);
        peaks.Sort();
        return peaks[peaks.Count / 2];
    }

    private static long Pass(Action step)
    {
        FreeScratch();
        using var sampler = new Sampler();
        long before = InUse()!.Value;
        long managedBefore = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        long steps = 0;
        do
        {
            step();
            steps++;
        }
        while (Stopwatch.GetElapsedTime(start) < s_pass || sampler.Samples < LeastSamples);
        long managed = (GC.GetTotalAllocatedBytes(precise: true) - managedBefore) / steps;
        return Math.Max(0, sampler.Peak - before) + managed;
    }

    private static void FreeScratch()
    {
        Stack<Scratch> free = FreeList(null);
        lock (free)
            free.Clear();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static long? InUse()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            MallocInfo info = mallinfo2();
            return (long)(info.InUseInArenas + info.InMappings);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library other than glibc, or one before 2.33.
            return null;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "s_free")]
    private static extern ref Stack<Scratch> FreeList(Scratch? scratch);

    [LibraryImport("libc")]
    private static partial MallocInfo mallinfo2();

    // struct mallinfo2 of malloc.h.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallocInfo
    {
        public readonly nuint FromSystem;
        public readonly nuint FreeChunks;
        public readonly nuint FastChunks;
        public readonly nuint Mappings;
        public readonly nuint InMappings;
        public readonly nuint Unused;
        public readonly nuint InFastChunks;
        public readonly nuint InUseInArenas;
        public readonly nuint Free;
        public readonly nuint Releasable;
    }

    /// <summary>Watches from a thread of its own until disposed.</summary>
    private sealed class Sampler : IDisposable
    {
        private readonly Thread _thread;
        private readonly ManualResetEventSlim _started = new();
        private bool _stopped;
        private long _peak;
        private long _samples;

        public Sampler()
        {
            _thread = new Thread(Sample) { IsBackground = true, Name = "memory sampler" };
            _thread.Start();
            _started.Wait();
        }

        public long Peak => Volatile.Read(ref _peak);

        public long Samples => Volatile.Read(ref _samples);

        public void Dispose()
        {
            Volatile.Write(ref _stopped, true);
            _thread.Join();
            _started.Dispose();
        }

        private void Sample()
        {
            _peak = InUse()!.Value;
            _started.Set();
            while (!Volatile.Read(ref _stopped))
            {
                long inUse = InUse()!.Value;
                if (inUse > _peak)
                    Volatile.Write(ref _peak, inUse);
                Volatile.Write(ref _samples, _samples + 1);
            }
        }
    }
}
