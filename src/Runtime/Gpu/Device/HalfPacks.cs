using ILGPU;
using ILGPU.Util;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Four words, 16 bytes: eight numbers of 16 bits.</summary>
internal struct Word4
{
    public uint X;
    public uint Y;
    public uint Z;
    public uint W;
}

/// <summary>Rows of bfloat16 or float16 in packs of eight.</summary>
internal readonly struct HalfPacks<TWords> : IPackFormat<Word4, float>
    where TWords : struct, IHalfWords
{
    public static int Length => 8;

    public static float Read(ArrayView<byte> memory, long index, bool isFloat32) => HalfElements<TWords>.Read(memory, index, isFloat32);

    public static float Element(ArrayView<Word4> packs, long index) => TWords.Low(packs.Cast<ushort>()[index]);

    public static void SetElement(ArrayView<Word4> packs, long index, float value) =>
        packs.Cast<ushort>()[index] = (ushort)TWords.Pack(value, 0f);

    public static Word4 Of(float value)
    {
        uint word = TWords.Pack(value, value);
        return new() { X = word, Y = word, Z = word, W = word };
    }

    public static float Max(Word4 pack) =>
        MathF.Max(MathF.Max(Max(pack.X), Max(pack.Y)), MathF.Max(Max(pack.Z), Max(pack.W)));

    public static Word4 With(Word4 pack, int index, float value)
    {
        int word = index >> 1, shift = 16 * (index & 1);
        uint kept = ~(0xFFFFu << shift), set = (TWords.Pack(value, 0f) & 0xFFFFu) << shift;
        return new()
        {
            X = Utilities.Select(word == 0, (pack.X & kept) | set, pack.X),
            Y = Utilities.Select(word == 1, (pack.Y & kept) | set, pack.Y),
            Z = Utilities.Select(word == 2, (pack.Z & kept) | set, pack.Z),
            W = Utilities.Select(word == 3, (pack.W & kept) | set, pack.W),
        };
    }

    public static Word4 Select(bool first, Word4 a, Word4 b) => new()
    {
        X = Utilities.Select(first, a.X, b.X),
        Y = Utilities.Select(first, a.Y, b.Y),
        Z = Utilities.Select(first, a.Z, b.Z),
        W = Utilities.Select(first, a.W, b.W),
    };

    public static float Sum<TMap>(Word4 pack, TMap map)
        where TMap : struct, IMap<float> =>
        Sum(pack.X, map) + Sum(pack.Y, map) + (Sum(pack.Z, map) + Sum(pack.W, map));

    public static Word4 Map<TMap>(Word4 pack, TMap map)
        where TMap : struct, IMap<float> =>
        new() { X = Map(pack.X, map), Y = Map(pack.Y, map), Z = Map(pack.Z, map), W = Map(pack.W, map) };

    public static PackNumbers<float> Unpack(Word4 pack) => new()
    {
        N0 = TWords.Low(pack.X),
        N1 = TWords.High(pack.X),
        N2 = TWords.Low(pack.Y),
        N3 = TWords.High(pack.Y),
        N4 = TWords.Low(pack.Z),
        N5 = TWords.High(pack.Z),
        N6 = TWords.Low(pack.W),
        N7 = TWords.High(pack.W),
    };

    public static Word4 Pack(in PackNumbers<float> numbers) => new()
    {
        X = TWords.Pack(numbers.N0, numbers.N1),
        Y = TWords.Pack(numbers.N2, numbers.N3),
        Z = TWords.Pack(numbers.N4, numbers.N5),
        W = TWords.Pack(numbers.N6, numbers.N7),
    };

    private static float Max(uint word) => MathF.Max(TWords.Low(word), TWords.High(word));

    private static float Sum<TMap>(uint word, TMap map)
        where TMap : struct, IMap<float> =>
        map.Map(TWords.Low(word)) + map.Map(TWords.High(word));

    private static uint Map<TMap>(uint word, TMap map)
        where TMap : struct, IMap<float> =>
        TWords.Pack(map.Map(TWords.Low(word)), map.Map(TWords.High(word)));
}

/// <summary>Rows of bfloat16 or float16 number by number: rows whose gradients lie otherwise in their packs than the logits.</summary>
internal readonly struct HalfElements<TWords> : IPackFormat<ushort, float>
    where TWords : struct, IHalfWords
{
    public static int Length => 1;

    public static float Read(ArrayView<byte> memory, long index, bool isFloat32) =>
        isFloat32 ? memory.Cast<float>()[index] : TWords.Low(memory.Cast<ushort>()[index]);

    public static float Element(ArrayView<ushort> packs, long index) => TWords.Low(packs[index]);

    public static void SetElement(ArrayView<ushort> packs, long index, float value) => packs[index] = (ushort)TWords.Pack(value, 0f);

    public static ushort Of(float value) => (ushort)TWords.Pack(value, 0f);

    public static float Max(ushort pack) => TWords.Low(pack);

    public static ushort With(ushort pack, int index, float value) => Select(index == 0, (ushort)TWords.Pack(value, 0f), pack);

    public static ushort Select(bool first, ushort a, ushort b) => (ushort)Utilities.Select(first, (uint)a, (uint)b);

    public static float Sum<TMap>(ushort pack, TMap map)
        where TMap : struct, IMap<float> =>
        map.Map(TWords.Low(pack));

    public static ushort Map<TMap>(ushort pack, TMap map)
        where TMap : struct, IMap<float> =>
        (ushort)TWords.Pack(map.Map(TWords.Low(pack)), 0f);

    public static PackNumbers<float> Unpack(ushort pack) => new() { N0 = TWords.Low(pack) };

    public static ushort Pack(in PackNumbers<float> numbers) => (ushort)TWords.Pack(numbers.N0, 0f);
}
