namespace SparseLsr.Gen.Tests.Fuzz.Judging;

/// <summary>
/// Moves every number that it is put on by up to a part in 1e12. What a formula's result moves by then is how well it is conditioned:
/// all that anybody can ask of a kernel that rounds to a part in 1e16, and may order its operations differently.
/// </summary>
internal sealed class Noise(Random? random)
{
    public const double Amplitude = 1e-12;

    /// <summary>None at all.</summary>
    public static readonly Noise None = new(null);

    public Extended On(Extended value) =>
        random is null ? value : value * new Extended(1, Amplitude * (2 * random.NextDouble() - 1));
}
