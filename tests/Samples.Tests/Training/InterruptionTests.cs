using System.Diagnostics;

namespace SparseLsr.Gen.Samples.Tests.Training;

public sealed class InterruptionTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Ctrl_C_writes_a_checkpoint_and_the_figures_so_far_and_the_run_goes_on_from_there()
    {
        // There is no signal to send there.
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("kept");
        string[] arguments = ["--steps", "1000000", "--points", "50", "--out", folder.File("out"), "--checkpoint", checkpoint];
        await Interrupt(arguments, "1000000 steps");
        Assert.True(File.Exists(Path.Combine(checkpoint, "run.checkpoint")));
        Assert.True(File.Exists(folder.File("out/penultimate.png")));
        Assert.Contains("interrupted", File.ReadAllText(folder.File("out/summary.md")));
        await Interrupt(arguments, "Going on after step");
    }

    private static async Task Interrupt(string[] arguments, string afterLine)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "PenultimateLayers.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        try
        {
            using var patience = new CancellationTokenSource(s_patience);
            string? line;
            do
                line = await process.StandardOutput.ReadLineAsync(patience.Token);
            while (line is not null && !line.Contains(afterLine));
            Assert.NotNull(line);
            using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
            string rest = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.Equal(130, process.ExitCode);
            Assert.Contains("Interrupted after step", rest);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
