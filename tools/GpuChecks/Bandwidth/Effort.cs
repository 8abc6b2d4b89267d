namespace SparseLsr.Gen.GpuChecks.Bandwidth;

/// <summary>How often an operation is repeated: so many rounds at least, then until the time is up or there were enough.</summary>
/// <param name="WarmUps">Rounds whose times do not count; the first compiles.</param>
/// <param name="LeastRounds">The least rounds.</param>
/// <param name="MostRounds">The most.</param>
/// <param name="Microseconds">What each operation takes in all rounds together, unless they are enough before.</param>
internal sealed record Effort(int WarmUps, int LeastRounds, int MostRounds, double Microseconds)
{
    public static Effort Full { get; } = new(5, 20, 500, 0.3e6);

    public static Effort Quick { get; } = new(3, 20, 20, 0);

    /// <summary>Whether another round is due.</summary>
    public bool WantsMore(int rounds, double least) => rounds < LeastRounds || (rounds < MostRounds && least < Microseconds);
}
