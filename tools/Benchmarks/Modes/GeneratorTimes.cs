using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Benchmarks.Cases;
using SparseLsr.Gen.Benchmarks.Measuring;
using SparseLsr.Gen.Benchmarks.Reports;
using SparseLsr.Gen.Generator;

namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>
/// What generation costs, by Roslyn's own clock: after a keystroke, in one long-lived driver as an editor has it; from cold, in a
/// driver that has seen nothing, in this process and in a fresh compiler's. The last pays for the first use of all code, also of
/// the compiler's own, which a compilation without a generator would only meet later.
/// </summary>
internal static class GeneratorTimes
{
    private const int Losses = 100;
    private const int WarmUp = 400;
    private const int Keystrokes = 200;
    private const int ColdRuns = 15;
    private const int FreshRuns = 5;

    private static readonly TimeSpan s_settlingTime = TimeSpan.FromSeconds(0.5);
    private static readonly int[] s_sizes = [1, 10, 100];

    public static void Run(GeneratorTimesOptions options)
    {
        var records = new List<GeneratorTimesRecord>();
        ProgressBar.Show("Measuring", 3 + 2 * s_sizes.Length, next =>
        {
            var project = LossProject.Create(Losses);
            GeneratorDriver driver = CreateDriver();
            Typing("keystroke in other code", project.TypeElsewhere, bound: 1);
            Typing("keystroke that declares something elsewhere", project.DeclareElsewhere, bound: null);
            Typing("keystroke in one loss", project.TypeInLoss, bound: 10);
            foreach (int losses in s_sizes)
            {
                next($"cold, {losses} losses");
                IEnumerable<double> times = Enumerable.Range(0, ColdRuns).Select(_ => Cold(losses));
                records.Add(GeneratorTimesRecord.Of("cold driver, warm process", losses, times, ColdBound(losses)));
            }
            using var compiler = new FreshCompiler();
            foreach (int losses in s_sizes)
            {
                next($"fresh compiler, {losses} losses");
                IEnumerable<double> times = Enumerable.Range(0, FreshRuns).Select(_ => compiler.Measure(losses));
                records.Add(GeneratorTimesRecord.Of("fresh compiler process", losses, times, ColdBound(losses)));
            }

            void Typing(string occasion, Action<int> type, double? bound)
            {
                next(occasion);
                var times = new List<double>();
                for (int key = 1; key <= WarmUp + Keystrokes; key++)
                {
                    // An editor has run long since: the runtime has its time to translate once more what runs often.
                    if (key % (WarmUp / 4) == 0)
                        Thread.Sleep(s_settlingTime);
                    type(key);
                    driver = driver.RunGenerators(project.Compilation);
                    times.Add(Elapsed(driver));
                }
                records.Add(GeneratorTimesRecord.Of(occasion, Losses, times.Skip(WarmUp), bound));
            }
        });
        GeneratorTimesTable.Write(records);
        if (options.Json is { } json)
            JsonReport.Write(json, records);
    }

    private static double ColdBound(int losses) => 50 + 2 * losses;

    private static double Cold(int losses) => Elapsed(CreateDriver().RunGenerators(LossProject.Create(losses).Compilation));

    private static GeneratorDriver CreateDriver() =>
        CSharpGeneratorDriver.Create([new SparseTargetLossGenerator().AsSourceGenerator()], parseOptions: LossProject.ParseOptions);

    private static double Elapsed(GeneratorDriver driver) => driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds;
}
