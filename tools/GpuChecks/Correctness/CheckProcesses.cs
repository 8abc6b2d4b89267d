using System.Diagnostics;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>
/// Runs the checks in processes of their own, each a part of them: the driver compiles the kernels of a process one after the other.
/// </summary>
internal static class CheckProcesses
{
    public static void Run(int device, int count, Findings findings)
    {
        string folder = Directory.CreateTempSubdirectory("gpu-checks-").FullName;
        try
        {
            // A task for each, and not a thread of the pool, which starts them slowly.
            Task[] parts = [.. Enumerable.Range(1, count).Select(part => Task.Factory.StartNew(() => Run(part), TaskCreationOptions.LongRunning))];
            Task.WaitAll(parts);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Run(int part)
        {
            string json = Path.Combine(folder, $"{part}.json");
            var start = new ProcessStartInfo(Environment.ProcessPath!, ["correct", "--device", $"{device}", "--part", $"{part}/{count}", "--json", json])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            lock (findings)
            {
                if (File.Exists(json))
                {
                    findings.Add(JsonFile.Read<CorrectReport>(json));
                }
                else
                {
                    string last = errors.Trim() is { Length: > 0 } said ? said : output.Result.Trim().Split('\n')[^1];
                    findings.Add(new GroupRecord($"part {part} of {count}", 1, 1, 0, [$"its process ended with exit code {process.ExitCode}: {last}"]));
                }
            }
        }
    }
}
