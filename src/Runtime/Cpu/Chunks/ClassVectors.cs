using System.Numerics;

namespace SparseLsr.Gen.Cpu;

/// <summary>A loss's class vectors in the type that its rows are computed in, each long enough to be read in whole vectors.</summary>
internal readonly unsafe struct ClassVectors<TNumber>
    where TNumber : unmanaged, INumberBase<TNumber>
{
    private const int Alignment = 64;

    /// <param name="scratch">Memory for all of them.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="classes">C.</param>
    public ClassVectors(Scratch scratch, int count, long classes)
    {
        int lanes = Alignment / sizeof(TNumber);
        // The last vector may begin at any class.
        long length = (classes + 2 * lanes - 1) & -lanes;
        byte* memory = scratch.Reserve((nuint)(Alignment + count * length * sizeof(TNumber)));
        Elements = (TNumber**)memory;
        for (int i = 0; i < count; i++)
        {
            Elements[i] = (TNumber*)(memory + Alignment) + i * length;
            new Span<TNumber>(Elements[i] + classes, (int)(length - classes)).Clear();
        }
    }

    /// <summary>Where each begins.</summary>
    public TNumber** Elements { get; }

    /// <summary>Gives one of them its numbers.</summary>
    public void Set(int index, ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
            Elements[index][i] = TNumber.CreateTruncating(values[i]);
    }

    /// <summary>Makes the first number of each that of another class than 0: where class 0 would be, each begins.</summary>
    public void SetFirst(long number, int count)
    {
        for (int i = 0; i < count; i++)
            Elements[i] -= number;
    }
}
