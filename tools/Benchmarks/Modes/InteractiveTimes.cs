using System.Diagnostics;
using System.Globalization;
using SparseLsr.Gen.Benchmarks.Reports;
using SparseLsr.Gen.Interactive;

namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>
/// Losses that are compiled from text. The first compilation of a process is measured in new processes: almost all of it is the JIT
/// compiler's work on Roslyn. Later ones are of texts that no cache knows.
/// </summary>
internal static class InteractiveTimes
{
    private const int FreshProcesses = 7;
    private const int LaterCompilations = 200;
    private const int SettlingCompilations = 300;
    private const int Releases = 1000;

    /// <summary>Compiles one loss, and prints the milliseconds.</summary>
    public static void RunFirst() => Console.WriteLine(Compile(0).ToString(CultureInfo.InvariantCulture));

    public static void Run(InteractiveOptions options)
    {
        var records = new List<InteractiveRecord>();
        ProgressBar.Show("Measuring", 4, next =>
        {
            next("first compilation");
            Time("first compilation of a process", FreshProcesses, InNewProcess);
            next("later compilations");
            int number = 0;
            Compile(number++);
            Time("later compilation", LaterCompilations, () => Compile(number++));
            next("known text");
            Time("compilation of a known text", LaterCompilations, () => Compile(number - 1));
            next("memory");
            for (int i = 0; i < SettlingCompilations; i++)
                Compile(number++);
            (long managed, long resident) = Memory();
            for (int i = 0; i < Releases; i++)
                Compile(number++);
            (long managedAfter, long residentAfter) = Memory();
            records.Add(new InteractiveRecord("growth of managed memory", Releases, managedAfter - managed, null, "bytes"));
            records.Add(new InteractiveRecord("growth of resident memory", Releases, residentAfter - resident, null, "bytes"));
        });
        InteractiveTable.Write(records);
        if (options.Json is { } json)
            JsonReport.Write(json, records);

        void Time(string what, int count, Func<double> measure) =>
            records.Add(InteractiveRecord.Of(what, Enumerable.Range(0, count).Select(_ => measure())));
    }

    /// <summary>Compiles, loads and releases a loss.</summary>
    /// <returns>Milliseconds until it is loaded.</returns>
    private static double Compile(int number)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"static double Loss(Row row, double k = 2, [Learned] double w = 1) => "
            + $"-w * Math.Pow(1 - row.Prob, k) * row.LogProb + {number} * row.Prob;");
        long start = Stopwatch.GetTimestamp();
        using CompiledLoss loss = LossCompiler.Compile(text);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double InNewProcess()
    {
        string[] command = ["exec", typeof(InteractiveTimes).Assembly.Location, "interactive", InteractiveOptions.First];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }

    private static (long Managed, long Resident) Memory()
    {
        for (int i = 0; i < 5; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64);
    }
}
