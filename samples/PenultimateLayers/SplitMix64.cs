namespace SparseLsr.Gen.Samples.PenultimateLayers;

/// <summary>
/// A random number generator (Steele, Lea and Flood 2014) that starts from any keys: what is drawn for a step is a function of the
/// seed and the step, whatever was drawn before. The random state of a run is therefore its seed and its step.
/// </summary>
internal struct SplitMix64
{
    private ulong _state;

    /// <param name="keys">Each different sequence of keys starts a stream of its own.</param>
    public SplitMix64(params ReadOnlySpan<long> keys)
    {
        foreach (long key in keys)
        {
            _state += (ulong)key;
            _state = Next();
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>A whole number from 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A number from 0 to below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>A normally distributed number, of mean 0 and variance 1.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    /// <summary>Brings items into a random order.</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
