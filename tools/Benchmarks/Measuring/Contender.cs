namespace SparseLsr.Gen.Benchmarks.Measuring;

/// <summary>Something to time.</summary>
/// <param name="Run">What is timed.</param>
internal sealed record Contender(Action Run)
{
    /// <summary>Done before the clock starts.</summary>
    public Action? Arm { get; init; }

    /// <summary>Done after the clock has stopped.</summary>
    public Action? Rest { get; init; }
}
