namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>What generation costs on one occasion, in milliseconds, as the compiler itself counts it.</summary>
/// <param name="Occasion">What has happened since the last run.</param>
/// <param name="Losses">How many losses the project has.</param>
/// <param name="MedianMs">The median of all runs.</param>
/// <param name="LeastMs">The fastest run, which other processes disturb least.</param>
/// <param name="BoundMs">What it may cost; null where nothing is promised.</param>
internal sealed record GeneratorTimesRecord(string Occasion, int Losses, double MedianMs, double LeastMs, double? BoundMs)
{
    public static GeneratorTimesRecord Of(string occasion, int losses, IEnumerable<double> times, double? bound)
    {
        double[] sorted = [.. times.Order()];
        return new GeneratorTimesRecord(occasion, losses, Math.Round(sorted[sorted.Length / 2], 3), Math.Round(sorted[0], 3), bound);
    }
}
