using System.Globalization;
using SparseLsr.Gen.Tests.Fuzz.Judging;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int seed = int.Parse(args[1]), first = int.Parse(args[2]), count = int.Parse(args[3]);
var watch = System.Diagnostics.Stopwatch.StartNew();
var fuzz = new DeclarationFuzz(seed);
foreach (Finding finding in fuzz.Run(first, count))
    Console.WriteLine($"{finding}\n");
Console.WriteLine($"seed {seed}: {fuzz.Tally}, {watch.Elapsed}");
foreach (var g in fuzz.Tally.Refusals.GroupBy(r => r.Split('[')[0]).OrderByDescending(g => g.Count()).Take(12)) Console.WriteLine($"{g.Count()} {g.First()}");
