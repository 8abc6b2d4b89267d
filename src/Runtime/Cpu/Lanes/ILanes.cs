namespace SparseLsr.Gen.Cpu;

/// <summary>
/// The few vector operations that the sweeps are made of, so that one text serves every width of vector and both arithmetic
/// types. Implemented by types without state; the JIT turns each member into its instruction.
/// </summary>
internal unsafe interface ILanes<TVector, TNumber>
    where TVector : struct
    where TNumber : unmanaged
{
    static abstract int Count { get; }

    static abstract TVector Create(double value);

    static abstract TVector Load(TNumber* source);

    static abstract void Store(TVector value, TNumber* destination);

    /// <summary>Stores past the caches, to an aligned address.</summary>
    static abstract void StoreNonTemporal(TVector value, TNumber* destination);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    static abstract TVector Negate(TVector value);

    static abstract TVector Abs(TVector value);

    static abstract TVector Sqrt(TVector value);

    /// <summary>left·right + addend, rounded once where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The larger of the two; NaN where <paramref name="right"/> is NaN, on some machines also where the other is.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>The smaller of the two; NaN as for <see cref="Max"/>.</summary>
    static abstract TVector Min(TVector left, TVector right);

    /// <summary>.NET's exponential, logarithm, sine and cosine of any argument; <c>LaneFunctionTests</c> has their accuracy.</summary>
    static abstract TVector Exp(TVector value);

    /// <inheritdoc cref="Exp"/>
    static abstract TVector Log(TVector value);

    /// <inheritdoc cref="Exp"/>
    static abstract TVector Sin(TVector value);

    /// <inheritdoc cref="Exp"/>
    static abstract TVector Cos(TVector value);

    /// <summary>xʸ = exp(y·log x) of float32 numbers x ≥ 0, by way of float64, which keeps what the product magnifies.</summary>
    static abstract TVector PowOfSingles(TVector x, TVector y);

    /// <summary>0, 1, 2, …</summary>
    static abstract TVector Indices { get; }

    /// <summary>A mask: all bits of the lanes for which the condition holds. False for NaN.</summary>
    static abstract TVector Less(TVector left, TVector right);

    /// <inheritdoc cref="Less"/>
    static abstract TVector LessOrEqual(TVector left, TVector right);

    /// <inheritdoc cref="Less"/>
    static abstract TVector Equal(TVector left, TVector right);

    static abstract TVector And(TVector left, TVector right);

    static abstract TVector Or(TVector left, TVector right);

    static abstract TVector Not(TVector mask);

    /// <summary>The first value in the lanes of the mask, the second one in the others.</summary>
    static abstract TVector Select(TVector mask, TVector first, TVector second);

    /// <summary>value·2^n for an integer n, rounded once, also where the result is subnormal.</summary>
    /// <param name="value">The value.</param>
    /// <param name="n">The exponents.</param>
    /// <param name="bits">Where no instruction does it: lanes whose lowest bits are the biased exponents of 2^n/<paramref name="rest"/>,
    /// which is a normal number or 0.</param>
    /// <param name="rest">A power of two.</param>
    static abstract TVector Scale(TVector value, TVector n, TVector bits, double rest);

    /// <summary>The absolute value of the one with the sign of the other.</summary>
    static abstract TVector CopySign(TVector value, TVector sign);

    /// <summary>The value, or 0 where the two are equal.</summary>
    static abstract TVector ZeroWhereEqual(TVector value, TVector left, TVector right);

    /// <summary>The value with another one in lane <paramref name="at"/>, if there is such a lane, and in those from
    /// <paramref name="from"/> on.</summary>
    static abstract TVector Replace(TVector value, int at, int from, TNumber replacement);

    static abstract bool AllEqual(TVector left, TVector right);

    static abstract bool AnyGreater(TVector left, TVector right);

    static abstract double Sum(TVector value);

    static abstract double Maximum(TVector value);
}
