namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>
/// Moves every number that it is put on by up to a part in 1e12. What a formula's result moves by then is how well it is conditioned:
/// all that anybody can ask of a kernel that rounds to a part in 1e16, and may order its operations differently.
/// </summary>
/// <param name="random">Where it comes from; null for none.</param>
/// <param name="isNaive">
/// Whether exp(x) − 1 and log(1 + x) move by parts of the 1, as those of .NET do: so they are in a declaration's own method.
/// </param>
internal sealed class Noise(Random? random, bool isNaive = false)
{
    public const double Amplitude = 1e-12;

    /// <summary>None at all.</summary>
    public static readonly Noise None = new(null);

    public bool IsNaive => isNaive;

    public Extended On(Extended value) =>
        random is null ? value : value * new Extended(1, Amplitude * (2 * random.NextDouble() - 1));
}
