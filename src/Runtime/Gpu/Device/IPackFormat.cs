using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>A function from number to number.</summary>
internal interface IMap<TNumber>
{
    TNumber Map(TNumber value);
}

/// <summary>The same number everywhere.</summary>
internal readonly struct Constant<TNumber>(TNumber value) : IMap<TNumber>
{
    public TNumber Map(TNumber _) => value;
}

/// <summary>The number itself.</summary>
internal readonly struct Identity<TNumber> : IMap<TNumber>
{
    public TNumber Map(TNumber value) => value;
}

/// <summary>A function from a number and its index.</summary>
internal interface IIndexedMap<TNumber>
{
    TNumber Map(TNumber value, int index);
}

/// <summary>What takes the classes of a row one after the other.</summary>
internal interface IClassVisitor<TNumber>
{
    void Visit(TNumber logit, int index);
}

/// <summary>
/// How the numbers of a row lie in memory: in packs that one instruction loads or stores: 16 bytes, or a single element.
/// </summary>
/// <remarks>Choices are selections and not branches: each branch costs ILGPU's compiler dearly, and a thread a few moves.</remarks>
internal interface IPackFormat<TPack, TNumber>
    where TPack : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
{
    /// <summary>The numbers in a pack.</summary>
    static abstract int Length { get; }

    /// <summary>One number of memory in this format, whose alignment does not matter; of float32, where that is said.</summary>
    static abstract TNumber Read(ArrayView<byte> memory, long index, bool isFloat32);

    /// <summary>One number of packs in memory, by its index among the numbers of all.</summary>
    static abstract TNumber Element(ArrayView<TPack> packs, long index);

    /// <summary>Writes one number of packs in memory, rounded.</summary>
    static abstract void SetElement(ArrayView<TPack> packs, long index, TNumber value);

    /// <summary>A pack of the same number everywhere, rounded.</summary>
    static abstract TPack Of(TNumber value);

    static abstract TNumber Max(TPack pack);

    /// <summary>The pack with another number in one place, rounded; as it is where that place is none of the pack.</summary>
    static abstract TPack With(TPack pack, int index, TNumber value);

    /// <summary>One pack or the other.</summary>
    static abstract TPack Select(bool first, TPack a, TPack b);

    /// <summary>The sum of the function's values, in pairs.</summary>
    static abstract TNumber Sum<TMap>(TPack pack, TMap map)
        where TMap : struct, IMap<TNumber>;

    /// <summary>The pack of the function's values, rounded.</summary>
    static abstract TPack Map<TMap>(TPack pack, TMap map)
        where TMap : struct, IMap<TNumber>;

    /// <summary>Its numbers.</summary>
    static abstract PackNumbers<TNumber> Unpack(TPack pack);

    /// <summary>The pack of as many numbers as it has, rounded.</summary>
    static abstract TPack Pack(in PackNumbers<TNumber> numbers);
}
