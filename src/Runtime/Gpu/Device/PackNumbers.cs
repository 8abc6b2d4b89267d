using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The numbers of a pack, unpacked. They are fields, which ILGPU keeps in registers, and arrays in memory.</summary>
/// <remarks>
/// Where a count is given it is <see cref="IPackFormat{TPack, TNumber}.Length"/>, known at compile time: there is no code for the fields
/// beyond it.
/// </remarks>
internal struct PackNumbers<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
{
    public TNumber N0;
    public TNumber N1;
    public TNumber N2;
    public TNumber N3;
    public TNumber N4;
    public TNumber N5;
    public TNumber N6;
    public TNumber N7;

    /// <summary>Replaces them by the function's values; <paramref name="first"/> is the index of the first one.</summary>
    public void Map<TMap>(int count, int first, TMap map)
        where TMap : struct, IIndexedMap<TNumber>
    {
        N0 = map.Map(N0, first);
        if (count > 1)
            N1 = map.Map(N1, first + 1);
        if (count > 2)
            N2 = map.Map(N2, first + 2);
        if (count > 3)
            N3 = map.Map(N3, first + 3);
        if (count > 4)
            N4 = map.Map(N4, first + 4);
        if (count > 5)
            N5 = map.Map(N5, first + 5);
        if (count > 6)
            N6 = map.Map(N6, first + 6);
        if (count > 7)
            N7 = map.Map(N7, first + 7);
    }

    /// <summary>Visits them in their order.</summary>
    public readonly void Visit<TVisitor>(int count, int first, ref TVisitor visitor)
        where TVisitor : struct, IClassVisitor<TNumber>
    {
        visitor.Visit(N0, first);
        if (count > 1)
            visitor.Visit(N1, first + 1);
        if (count > 2)
            visitor.Visit(N2, first + 2);
        if (count > 3)
            visitor.Visit(N3, first + 3);
        if (count > 4)
            visitor.Visit(N4, first + 4);
        if (count > 5)
            visitor.Visit(N5, first + 5);
        if (count > 6)
            visitor.Visit(N6, first + 6);
        if (count > 7)
            visitor.Visit(N7, first + 7);
    }

    /// <summary>The same for a pack that is an exception: a loop, with one copy of what the visitor does.</summary>
    public readonly void VisitEach<TMath, TVisitor>(int count, int first, ref TVisitor visitor)
        where TMath : struct, IDeviceMath<TNumber>
        where TVisitor : struct, IClassVisitor<TNumber>
    {
        for (int i = 0; i < count; i++)
            visitor.Visit(At<TMath>(count, i), first + i);
    }

    /// <summary>The largest one.</summary>
    public readonly TNumber Max<TMath>(int count)
        where TMath : struct, IDeviceMath<TNumber>
    {
        if (count == 1)
            return N0;
        TNumber four = TMath.MaxNumber(TMath.MaxNumber(N0, N1), TMath.MaxNumber(N2, N3));
        return count == 4 ? four : TMath.MaxNumber(four, TMath.MaxNumber(TMath.MaxNumber(N4, N5), TMath.MaxNumber(N6, N7)));
    }

    /// <summary>The sum of the function's values, in pairs.</summary>
    public readonly TNumber Sum<TMap>(int count, TMap map)
        where TMap : struct, IMap<TNumber>
    {
        if (count == 1)
            return map.Map(N0);
        TNumber four = map.Map(N0) + map.Map(N1) + (map.Map(N2) + map.Map(N3));
        return count == 4 ? four : four + (map.Map(N4) + map.Map(N5) + (map.Map(N6) + map.Map(N7)));
    }

    /// <summary>The number at a place that is not known at compile time.</summary>
    public readonly TNumber At<TMath>(int count, int index)
        where TMath : struct, IDeviceMath<TNumber>
    {
        TNumber number = N0;
        if (count > 1)
            number = TMath.Select(index == 1, N1, number);
        if (count > 2)
            number = TMath.Select(index == 2, N2, number);
        if (count > 3)
            number = TMath.Select(index == 3, N3, number);
        if (count > 4)
            number = TMath.Select(index == 4, N4, number);
        if (count > 5)
            number = TMath.Select(index == 5, N5, number);
        if (count > 6)
            number = TMath.Select(index == 6, N6, number);
        return count > 7 ? TMath.Select(index == 7, N7, number) : number;
    }

    /// <summary>Puts another number at such a place.</summary>
    public void Set<TMath>(int count, int index, TNumber value)
        where TMath : struct, IDeviceMath<TNumber> =>
        Map(count, 0, new Replaced<TMath>(index, value));

    private readonly struct Replaced<TMath>(int place, TNumber value) : IIndexedMap<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
    {
        public TNumber Map(TNumber number, int index) => TMath.Select(index == place, value, number);
    }
}
