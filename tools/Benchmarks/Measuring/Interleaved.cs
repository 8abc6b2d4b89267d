using System.Diagnostics;

namespace SparseLsr.Gen.Benchmarks.Measuring;

/// <summary>
/// Times several contenders in turns, A B C A B C ..., so that whatever the machine does meanwhile strikes them all alike, and
/// takes the median of each one's turns.
/// </summary>
internal static class Interleaved
{
    private const int MostRounds = 500;
    private const int MostRepeats = 1000;
    private const double LeastTurn = 4; // milliseconds

    // The worker threads of libtorch (OpenMP) and of .NET spin for some milliseconds after their work before they sleep. On a
    // machine of few cores they would be in the way of the next contender.
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(10);

    /// <summary>The median time of a run, in milliseconds, of each contender.</summary>
    /// <param name="contenders">Who takes turns, in this order.</param>
    /// <param name="time">How long to go on measuring, after a warm-up of a third of it.</param>
    /// <param name="leastRounds">How many rounds there are at least, whatever they take.</param>
    public static double[] Medians(IReadOnlyList<Contender> contenders, TimeSpan time, int leastRounds)
    {
        int[] repeats = WarmUp(contenders, time / 3);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        List<double>[] turns = [.. contenders.Select(_ => new List<double>())];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < MostRounds && (round < leastRounds || Stopwatch.GetElapsedTime(start) < time); round++)
        {
            for (int i = 0; i < contenders.Count; i++)
                turns[i].Add(Turn(contenders[i], repeats[i]));
        }
        return [.. turns.Select(Median)];
    }

    /// <summary>Lets the JIT compiler finish, and finds how often a short run has to be repeated to be timed well.</summary>
    private static int[] WarmUp(IReadOnlyList<Contender> contenders, TimeSpan time)
    {
        var fastest = new double[contenders.Count];
        Array.Fill(fastest, double.PositiveInfinity);
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < 2 || Stopwatch.GetElapsedTime(start) < time; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
                fastest[i] = Math.Min(fastest[i], FastestRun(contenders[i]));
        }
        return [.. fastest.Select(run => (int)Math.Clamp(Math.Ceiling(LeastTurn / Math.Max(run, 1e-6)), 1, MostRepeats))];
    }

    private static double FastestRun(Contender contender)
    {
        Thread.Sleep(s_settle);
        contender.Arm?.Invoke();
        double fastest = double.PositiveInfinity;
        long first = Stopwatch.GetTimestamp();
        do
        {
            long start = Stopwatch.GetTimestamp();
            contender.Run();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        while (Stopwatch.GetElapsedTime(first).TotalMilliseconds < 4 * LeastTurn);
        contender.Rest?.Invoke();
        return fastest;
    }

    /// <summary>The time of one run, from as many in a row as fill a few milliseconds.</summary>
    private static double Turn(Contender contender, int repeats)
    {
        Thread.Sleep(s_settle);
        contender.Arm?.Invoke();
        // After the pause threads have to wake and caches to fill, which would count where a run is short.
        if (repeats > 1)
            contender.Run();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
            contender.Run();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        contender.Rest?.Invoke();
        return milliseconds / repeats;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        int middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
