using System.Diagnostics;
using System.Globalization;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Soak;
using SparseLsr.Gen.Testing.Fuzz.Broken;
using SparseLsr.Gen.Testing.Fuzz.Module;
using SparseLsr.Gen.Testing.Fuzz.Oracle;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var watch = Stopwatch.StartNew();
int wrong;
try
{
    var options = new Options(args);
    wrong = options.Mode switch
    {
        "declarations" => Declarations(options.Number("count", 20_000), options.Number("seed", 1), options.Number("first", 0), options.Ptx),
        "broken" => Broken(options.Number("count", 20_000), options.Number("seed", 1)),
        "module" => Module(options.Number("seconds", 60), options.Number("seed", 1)),
        "training" => Training(Disturbance.None, options.Number("steps", 100_000)),
        "garbage" => Training(Disturbance.Garbage, options.Number("steps", 100_000)),
        "exceptions" => Training(Disturbance.Exceptions, options.Number("steps", 100_000)),
        "threads" => Threads(options.Number("repeats", 5_000)),
        _ => throw new UsageException($"There is no mode '{options.Mode}'."),
    };
}
catch (UsageException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}
Console.WriteLine($"{watch.Elapsed:c}, {(wrong == 0 ? "all right" : $"{wrong} wrong")}");
return wrong == 0 ? 0 : 1;

int Declarations(int count, int seed, int first, bool ptx)
{
    const int Stage = 1_000;
    var fuzz = new DeclarationFuzz(seed, ptx ? InterpretedDevice.OfDeclaration : null);
    int found = 0;
    for (int start = first; start < first + count; start += Stage)
    {
        foreach (Finding finding in fuzz.Run(start, Math.Min(Stage, first + count - start)))
        {
            Console.WriteLine($"{finding}\n");
            found++;
        }
        Console.WriteLine($"seed {seed}, from {first}: {fuzz.Tally}, {found} wrong, {watch.Elapsed:c}");
    }
    return found;
}

int Broken(int count, int seed)
{
    var broken = new BrokenDeclarations(seed);
    int found = 0;
    foreach (string fault in broken.Run(0, count))
    {
        Console.WriteLine($"{fault}\n");
        found++;
    }
    Console.WriteLine($"seed {seed}: {broken.Refused} refused, {broken.Sound} sound");
    return found;
}

int Module(int seconds, int seed)
{
    var fuzz = new ModuleFuzz(seed);
    int found = 0;
    for (int number = 0; watch.Elapsed.TotalSeconds < seconds; number++)
    {
        if (fuzz.Run(number) is { } fault)
        {
            Console.WriteLine(fault);
            found++;
        }
    }
    Console.WriteLine($"seed {seed}: {fuzz.Compared} batches compared, {fuzz.Refused} refused");
    return found;
}

int Training(Disturbance disturbance, int steps)
{
    // Until then the runtime still compiles methods anew, and keeps the memory that it took for that.
    const int Stages = 10, WarmUp = 10_000;
    using var soak = new TrainingSoak(disturbance);
    soak.Run(WarmUp);
    MemoryUse total = default;
    for (int stage = 1; stage <= Stages; stage++)
    {
        MemoryUse growth = soak.Run(steps / Stages);
        total = new MemoryUse(total.Managed + growth.Managed, total.Native + growth.Native, total.Resident + growth.Resident, total.Tensors + growth.Tensors);
        Console.WriteLine($"{stage * (steps / Stages):N0} steps after {WarmUp:N0} of warm-up: grown by {total}");
    }
    // A tenth of the smallest tensor for each step.
    return total.Native > 40L * steps || total.Managed > 10L * steps || total.Tensors > 10 ? 1 : 0;
}

int Threads(int repeats) => ThreadedUse.Run(isShared: true, repeats) + ThreadedUse.Run(isShared: false, repeats);
