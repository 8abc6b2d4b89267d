namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>Runs the checks in several processes, each a part of them.</summary>
internal static class CheckProcesses
{
    public static void Run(int device, int count, Findings findings)
    {
        string folder = Directory.CreateTempSubdirectory("gpu-checks-").FullName;
        try
        {
            PartProcesses.Run(count, part => ["correct", "--device", $"{device}", "--json", Report(part)], (part, code, output) =>
            {
                if (File.Exists(Report(part)))
                {
                    findings.Add(JsonFile.Read<CorrectReport>(Report(part)));
                    return;
                }
                string last = output.Split('\n')[^1];
                findings.Add(new GroupRecord($"part {part} of {count}", 1, 1, 0, [$"its process ended with exit code {code}: {last}"]));
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Report(int part) => Path.Combine(folder, $"{part}.json");
    }
}
