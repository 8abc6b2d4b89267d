using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>
/// exp for vectors: x = n·log 2 + r with abs r ≤ (log 2)/2, exp(x) = 2^n·(1 + r + r²·q(r)), q the minimax polynomial of the
/// relative error. Meant for clamped x ≤ 0; positive x are good up to 32. NaN passes.
/// </summary>
internal static class VectorExp
{
    /// <summary>What the biased exponents leave out, so that they are those of normal numbers.</summary>
    private const double SingleRest = 1 / 16777216.0;
    private const double DoubleRest = 1 / 4503599627370496.0;

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

    /// <summary>exp(x) − 1 for x ≤ 0 within 1.5 ulp, and exp(x): 2^n·(r + r²·s(r)) + (2^n − 1), s the minimax polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpM1<TVector, TNumber, TLanes>(TVector x, out TVector exp)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        bool isSingle = typeof(TNumber) == typeof(float);
        TVector one = TLanes.Create(1);
        TVector bits, n, r, s;
        if (isSingle)
        {
            n = SingleExponent<TVector, TNumber, TLanes>(x, out bits, out r);
            s = TLanes.Create(0.00139262504);
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(0.00836323295));
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(0.0416665524));
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(0.166665763));
        }
        else
        {
            n = DoubleExponent<TVector, TNumber, TLanes>(x, out bits, out r);
            s = TLanes.Create(2.5041805072731123e-08);
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(2.762904171640788e-07));
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(2.7557420634099283e-06));
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(2.480149635579043e-05));
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(0.0001984126974540457));
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(0.0013888888940865025));
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(0.008333333333347482));
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(0.04166666666653686));
            s = TLanes.MultiplyAdd(s, r, TLanes.Create(0.16666666666666735));
        }
        s = TLanes.MultiplyAdd(s, r, TLanes.Create(isSingle ? 0.5 : 0.5000000000000011));
        TVector expM1 = TLanes.MultiplyAdd(TLanes.Multiply(r, r), s, r);
        TVector power = TLanes.Scale(one, n, bits, isSingle ? SingleRest : DoubleRest);
        exp = TLanes.MultiplyAdd(power, expM1, power);
        return TLanes.MultiplyAdd(power, expM1, TLanes.Subtract(power, one));
    }

    /// <summary>At most 2 ulp, also where the result is subnormal; 2.1 on machines without a fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Single<TVector, TNumber, TLanes>(TVector x)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        TVector n = SingleExponent<TVector, TNumber, TLanes>(x, out TVector bits, out TVector r);
        // Minimax in units of the last place, then searched for the best float32 neighbours; 0 gives exactly 1.
        TVector q = TLanes.Create(0.00826432277);
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.0418999717));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.166680992));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.499991268));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(0.999999523));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(1));
        return TLanes.Scale(q, n, bits, SingleRest);
    }

    /// <summary>Within 1e-15 of itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Double<TVector, TNumber, TLanes>(TVector x)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        TVector n = DoubleExponent<TVector, TNumber, TLanes>(x, out TVector bits, out TVector r);
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
        return TLanes.Scale(q, n, bits, DoubleRest);
    }

    /// <summary>n and r of x, and n as a biased exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SingleExponent<TVector, TNumber, TLanes>(TVector x, out TVector bits, out TVector r)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        // Adding 1.5·2^23 rounds to an integer, whose bits are then the lowest of the sum. 127 makes it a biased exponent, and 24
        // more keep 2^n normal down to the smallest subnormal result; they are taken off again at the end. The least x, −105,
        // comes to an exponent of 0, which is the number 0.
        TVector shift = TLanes.Create(12582912 + 127 + 24);
        bits = TLanes.MultiplyAdd(x, TLanes.Create(1.44269504088896341), shift);
        TVector n = TLanes.Subtract(bits, shift);
        // log 2 in two parts, the first of few enough bits that its product with n is exact without a fused multiply-add.
        r = TLanes.MultiplyAdd(n, TLanes.Create(-0.693359375), x);
        r = TLanes.MultiplyAdd(n, TLanes.Create(2.12194440054690582e-4), r);
        return n;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector DoubleExponent<TVector, TNumber, TLanes>(TVector x, out TVector bits, out TVector r)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        TVector shift = TLanes.Create(6755399441055744.0 + 1023 + 52);
        bits = TLanes.MultiplyAdd(x, TLanes.Create(1.44269504088896341), shift);
        TVector n = TLanes.Subtract(bits, shift);
        r = TLanes.MultiplyAdd(n, TLanes.Create(-0.693147180369123816490), x);
        r = TLanes.MultiplyAdd(n, TLanes.Create(-1.90821492927058770002e-10), r);
        return n;
    }
}
