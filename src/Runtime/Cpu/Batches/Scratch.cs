using System.Runtime.InteropServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>
/// One worker's memory outside the managed heap: a block of logits, and where a gradient is wanted a row of exponentials. Kept
/// for the next batch; there are at most as many as there have been workers, or chunks of split rows, at one time.
/// </summary>
internal sealed unsafe class Scratch
{
    /// <summary>A row is swept in blocks of so many elements.</summary>
    public const int BlockLength = 1024;

    private const int Alignment = 64;

    private static readonly Stack<Scratch> s_free = new();

    private byte* _memory;
    private nuint _length;

    private Scratch()
    {
    }

    ~Scratch() => NativeMemory.AlignedFree(_memory);

    public static Scratch Rent()
    {
        lock (s_free)
        {
            if (s_free.TryPop(out Scratch? scratch))
                return scratch;
        }
        return new Scratch();
    }

    public void Return()
    {
        lock (s_free)
            s_free.Push(this);
    }

    /// <summary>At least <paramref name="length"/> bytes, aligned to a cache line; whatever they held is lost.</summary>
    public byte* Reserve(nuint length)
    {
        if (length > _length)
        {
            NativeMemory.AlignedFree(_memory);
            _memory = null;
            _length = 0;
            _memory = (byte*)NativeMemory.AlignedAlloc(length, Alignment);
            _length = length;
        }
        return _memory;
    }
}
