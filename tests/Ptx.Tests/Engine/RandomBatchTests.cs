using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <summary>Random shapes, layouts, device limits, schedules and approximation errors.</summary>
public sealed class RandomBatchTests
{
    /// <summary>How many minutes the long test takes.</summary>
    private const string MinutesVariable = "SPARSELSR_PTX_MINUTES";
    private const double DefaultMinutes = 15;
    private const int MostFailures = 5;

    [Fact]
    [Trait("Category", "Long")]
    public void Random_batches_give_what_the_CPU_does()
    {
        double minutes = double.TryParse(
            Environment.GetEnvironmentVariable(MinutesVariable), NumberStyles.Float, CultureInfo.InvariantCulture, out double given)
            ? given
            : DefaultMinutes;
        int first = Environment.TickCount;
        long start = Stopwatch.GetTimestamp();
        int batches = 0;
        var failures = new ConcurrentBag<string>();
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            while (Stopwatch.GetElapsedTime(start).TotalMinutes < minutes && failures.Count < MostFailures)
            {
                int seed = unchecked(first + Interlocked.Increment(ref batches));
                if (RandomBatch.Of(seed).Run() is { } failure)
                    failures.Add($"Seed {seed}: {failure}");
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{batches} batches, from seed {first} on");
        Assert.True(failures.IsEmpty, string.Join('\n', failures));
    }
}
