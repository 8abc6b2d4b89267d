using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>
/// exp for vectors: x = n·log 2 + r with abs r ≤ (log 2)/2, exp(x) = 2^n·(1 + r + r²·q(r)), q the minimax polynomial of the
/// relative error. Meant for clamped x ≤ 0; positive x are good up to 32. NaN passes.
/// </summary>
internal static class VectorExp
{
    /// <summary>Raises what is less, −∞ above all, to where <see cref="Exp"/> gives exactly 0. NaN passes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Clamp<TVector, TNumber, TLanes>(TVector x)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber> =>
        TLanes.Max(TLanes.Create(typeof(TNumber) == typeof(float) ? -105 : -745.2), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TVector, TNumber, TLanes>(TVector x)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber> =>
        typeof(TNumber) == typeof(float) ? Single<TVector, TNumber, TLanes>(x) : Double<TVector, TNumber, TLanes>(x);

    /// <summary>At most 2 ulp, also where the result is subnormal; 2.1 on machines without a fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Single<TVector, TNumber, TLanes>(TVector x)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        // Adding 1.5·2^23 rounds to an integer, whose bits are then the lowest of the sum. 127 makes it a biased exponent, and 24
        // more keep 2^n normal down to the smallest subnormal result; they are taken off again at the end. The least x, −105,
        // comes to an exponent of 0, which is the number 0.
        TVector shift = TLanes.Create(12582912 + 127 + 24);
        TVector bits = TLanes.MultiplyAdd(x, TLanes.Create(1.44269504088896341), shift);
        TVector n = TLanes.Subtract(bits, shift);
        // log 2 in two parts, the first of few enough bits that its product with n is exact without a fused multiply-add.
        TVector r = TLanes.MultiplyAdd(n, TLanes.Create(-0.693359375), x);
        r = TLanes.MultiplyAdd(n, TLanes.Create(2.12194440054690582e-4), r);
        // Minimax in units of the last place, then searched for the best float32 neighbours; 0 gives exactly 1.
        TVector q = TLanes.Create(0.00826432277);
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.0418999717));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.166680992));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.499991268));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.999999523));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(1));
        return TLanes.Scale(q, n, bits, 1 / 16777216.0);
    }

    /// <summary>Within 1e-15 of itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Double<TVector, TNumber, TLanes>(TVector x)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        TVector shift = TLanes.Create(6755399441055744.0 + 1023 + 52);
        TVector bits = TLanes.MultiplyAdd(x, TLanes.Create(1.44269504088896341), shift);
        TVector n = TLanes.Subtract(bits, shift);
        TVector r = TLanes.MultiplyAdd(n, TLanes.Create(-0.693147180369123816490), x);
        r = TLanes.MultiplyAdd(n, TLanes.Create(-1.90821492927058770002e-10), r);
        TVector q = TLanes.Create(2.5000061602835666e-08);
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(2.763024837921144e-07));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(2.7557586373840165e-06));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(2.480149309890655e-05));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.00019841269506578688));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.0013888888943630114));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.008333333333494461));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.041666666666530155));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.16666666666666413));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.5000000000000011));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(1));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(1));
        return TLanes.Scale(q, n, bits, 1 / 4503599627370496.0);
    }
}
