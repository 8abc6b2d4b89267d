using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>
/// Argument reduction of the trigonometric functions in float64, over the whole range: the nearest multiple of π/2, and the rest
/// as a sum of two doubles, within 2⁻⁶⁰ of itself.
/// </summary>
internal static class RemainderOfHalfPi
{
    private const ulong LowWord = 0xFFFF_FFFFUL;

    /// <summary>2/π, its bits after 37 zeros, so that the first one serves arguments from 2¹⁷ on.</summary>
    private const ulong W0 = 0x0517_CC1BUL, W1 = 0x7272_20A9_4FE1_3ABEUL, W2 = 0x8FA9_A6EE_06DB_14ACUL, W3 = 0xC9E2_1C82_0FF2_8B1DUL;
    private const ulong W4 = 0x5EF5_DE2B_0DB9_2371UL, W5 = 0xD212_6E97_0032_4977UL, W6 = 0x504E_8C90_E7F0_EF58UL;
    private const ulong W7 = 0xE589_4D39_F744_11AFUL, W8 = 0xA975_DA24_274C_E381UL, W9 = 0x35A2_FBF2_09CC_8EB1UL;
    private const ulong W10 = 0xCC1A_99CF_A4E4_22FCUL, W11 = 0x5DEF_C941_D8FF_C4BFUL, W12 = 0xFEF0_2CC0_7F79_788CUL;
    private const ulong W13 = 0x5AD0_5368_FB69_B3F6UL, W14 = 0x793E_584D_BA7A_31FBUL, W15 = 0x34F2_FF51_6BA9_3DD6UL;
    private const ulong W16 = 0x3F5F_2F8B_D9E8_39CFUL, W17 = 0xBC52_9497_535F_DAFDUL, W18 = 0x88FC_6AE8_42B0_1982UL;

    /// <summary>x = quadrant·π/2 + high + low, the quadrant modulo 4; NaN for ±∞.</summary>
    public static (int Quadrant, double High, double Low) Of(double x) => Math.Abs(x) < 131072 ? OfSmall(x) : OfLarge(x);

    /// <summary>W. J. Cody's and W. Waite's reduction: π/2 in four parts, three of which have exact products with the multiple.</summary>
    private static (int Quadrant, double High, double Low) OfSmall(double x)
    {
        const double TwoOverPi = 0.63661977236758134, RoundingShift = 6755399441055744;
        double shifted = x * TwoOverPi + RoundingShift;
        double n = shifted - RoundingShift;
        double first = x - n * 1.5707963267923333;
        double product = n * 2.5633441515839558e-12;
        double second = first - product;
        double error = DifferenceError(first, product, second);
        product = n * 1.0562999066944068e-23;
        double third = second - product;
        error += DifferenceError(second, product, third) - n * 4.3359050650618903e-35;
        double high = third + error;
        return ((int)Interop.FloatAsInt(shifted), high, error - (high - third));
    }

    /// <summary>
    /// M. Payne's and R. Hanek's reduction: of 2/π only those 192 bits that decide about the product modulo 4 are multiplied by the
    /// significand. The bits are chosen by masks instead of from a table, which would lie in memory.
    /// </summary>
    private static (int Quadrant, double High, double Low) OfLarge(double x)
    {
        ulong bits = Interop.FloatAsInt(x);
        ulong significand = (bits & 0xF_FFFF_FFFF_FFFFUL) | 0x10_0000_0000_0000UL;
        int position = ((int)(bits >> 52) & 0x7FF) - 1040;
        (ulong w0, ulong w1, ulong w2) = BitsFrom(position);

        // The upper 128 of the 192 low bits of the product: the quadrant in 2 bits, the fraction in 126.
        ulong carried = MultiplyHigh(significand, w2);
        ulong lower = carried + significand * w1;
        ulong upper = significand * w0 + MultiplyHigh(significand, w1) + (lower < carried ? 1UL : 0UL);
        ulong fraction = (upper << 2) | (lower >> 62), rest = lower << 2;
        // A fraction from ½ on belongs to the next multiple, less its complement.
        int roundUp = (int)(fraction >> 63);
        int quadrant = (int)(upper >> 62) + roundUp;
        ulong complement = 0UL - (fraction >> 63);
        fraction ^= complement;
        rest ^= complement;

        double a = (long)(fraction >> 32) * (1d / 4294967296);
        double b = (long)(fraction & LowWord) * (1d / 18446744073709551616d);
        double sum = a + b;
        double tail = (b - (sum - a)) + (long)(rest >> 11) * 6.018531076210112e-36;
        double high = sum + tail, low = tail - (high - sum);

        // Times π/2, as 26 bits and the rest.
        const double HalfPi = 1.5707963267948966, Leading = 1.5707963109016418, Trailing = 1.5893254773528196e-08;
        double high1 = DeviceFloat64Math.Truncate(high), high2 = high - high1;
        double product = high * HalfPi;
        double error = ((high1 * Leading - product) + high1 * Trailing + high2 * Leading) + (high2 * Trailing + low * HalfPi);
        double result = product + error, resultRest = error - (result - product);
        bool isNegative = (long)bits < 0;
        bool flips = isNegative != (roundUp != 0);
        result = Math.Abs(x) < double.PositiveInfinity ? result : double.NaN;
        return (isNegative ? -quadrant : quadrant, flips ? -result : result, flips ? -resultRest : resultRest);
    }

    /// <summary>192 bits of the constant from a bit on, 0 ≤ position &lt; 1024.</summary>
    private static (ulong, ulong, ulong) BitsFrom(int position)
    {
        ulong mask = 0UL - (ulong)((position >> 9) & 1);
        ulong a0 = Select(mask, W0, W8), a1 = Select(mask, W1, W9), a2 = Select(mask, W2, W10), a3 = Select(mask, W3, W11);
        ulong a4 = Select(mask, W4, W12), a5 = Select(mask, W5, W13), a6 = Select(mask, W6, W14), a7 = Select(mask, W7, W15);
        ulong a8 = Select(mask, W8, W16), a9 = Select(mask, W9, W17), a10 = Select(mask, W10, W18);
        mask = 0UL - (ulong)((position >> 8) & 1);
        ulong b0 = Select(mask, a0, a4), b1 = Select(mask, a1, a5), b2 = Select(mask, a2, a6), b3 = Select(mask, a3, a7);
        ulong b4 = Select(mask, a4, a8), b5 = Select(mask, a5, a9), b6 = Select(mask, a6, a10);
        mask = 0UL - (ulong)((position >> 7) & 1);
        ulong c0 = Select(mask, b0, b2), c1 = Select(mask, b1, b3), c2 = Select(mask, b2, b4);
        ulong c3 = Select(mask, b3, b5), c4 = Select(mask, b4, b6);
        mask = 0UL - (ulong)((position >> 6) & 1);
        ulong d0 = Select(mask, c0, c1), d1 = Select(mask, c1, c2), d2 = Select(mask, c2, c3), d3 = Select(mask, c3, c4);
        int shift = position & 63;
        return (Shift(d0, d1, shift), Shift(d1, d2, shift), Shift(d2, d3, shift));
    }

    /// <summary>The first number where the mask is 0, the second where it has all bits.</summary>
    private static ulong Select(ulong mask, ulong first, ulong second) => first ^ ((first ^ second) & mask);

    /// <summary>The upper half of two words shifted left by 0 to 63 bits.</summary>
    private static ulong Shift(ulong upper, ulong lower, int count) => (upper << count) | ((lower >> 1) >> (63 - count));

    /// <summary>The upper half of the product with a number below 2⁵³.</summary>
    private static ulong MultiplyHigh(ulong significand, ulong word)
    {
        ulong high = significand >> 32, low = significand & LowWord;
        ulong wordHigh = word >> 32, wordLow = word & LowWord;
        ulong middle = high * wordLow + ((low * wordLow) >> 32);
        ulong cross = low * wordHigh + (middle & LowWord);
        return high * wordHigh + (middle >> 32) + (cross >> 32);
    }

    /// <summary>The rounding error of a difference (D. E. Knuth's TwoSum).</summary>
    private static double DifferenceError(double a, double b, double difference)
    {
        double part = a - difference;
        return (a - (difference + part)) + (part - b);
    }
}
