using System.Diagnostics;
using System.Globalization;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>
/// Work in parts, each a process of its own: ILGPU compiles kernels no sooner on several threads of one, and neither does the driver.
/// </summary>
internal static class PartProcesses
{
    /// <summary>Starts this program once for each part, all at the same time, and waits for all of them.</summary>
    /// <param name="count">How many parts.</param>
    /// <param name="arguments">The command line of a part, from 1, without <c>--part</c>.</param>
    /// <param name="done">What to do with the exit code of a part and what it printed; one part at a time.</param>
    public static void Run(int count, Func<int, string[]> arguments, Action<int, int, string> done)
    {
        var gate = new Lock();
        // A task for each, and not a thread of the pool, which starts them slowly.
        Task.WaitAll([.. Enumerable.Range(1, count).Select(part => Task.Factory.StartNew(() => Run(part), TaskCreationOptions.LongRunning))]);

        void Run(int part)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, [.. arguments(part), "--part", $"{part}/{count}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            lock (gate)
                done(part, process.ExitCode, (output.Result + errors).Trim());
        }
    }

    /// <summary>The part that <c>--part</c> names, from 0, and how many there are; the whole where it is not given.</summary>
    /// <exception cref="UsageException">The option is no part.</exception>
    public static (int Part, int Parts) Option(Arguments options)
    {
        string text = options.Single("--part") ?? "1/1";
        string[] numbers = text.Split('/');
        return numbers.Length == 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parts) && part >= 1 && part <= parts
            ? (part - 1, parts)
            : throw new UsageException($"--part takes a part and their number, as 2/8, and got '{text}'.");
    }
}
