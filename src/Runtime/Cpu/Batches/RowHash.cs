namespace SparseLsr.Gen.Cpu;

/// <summary>A hash that is the same in every process (FNV-1a of 64-bit words), unlike <see cref="HashCode"/>.</summary>
internal static class RowHash
{
    public const ulong Start = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    /// <summary>Goes on with another word.</summary>
    public static ulong Add(ulong hash, ulong word)
    {
        hash = (hash ^ word) * Prime;
        // The product alone carries nothing from its high bits to its low ones.
        return hash ^ (hash >> 32);
    }
}
