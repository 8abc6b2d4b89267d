using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>
/// Argument reduction of the trigonometric functions in float32, over the whole range: the nearest multiple of π/2, and the rest
/// as a sum of two floats, within 2⁻²⁶ of itself.
/// </summary>
internal static class FloatRemainderOfHalfPi
{
    /// <summary>2/π, its bits after 17 zeros, so that the first one serves arguments from 256 on.</summary>
    private const uint W0 = 0x0000_517CU, W1 = 0xC1B7_2722U, W2 = 0x0A94_FE13U, W3 = 0xABE8_FA9AU;
    private const uint W4 = 0x6EE0_6DB1U, W5 = 0x4ACC_9E21U, W6 = 0xC820_FF28U;

    /// <summary>x = quadrant·π/2 + high + low, the quadrant modulo 4; NaN for ±∞.</summary>
    public static (int Quadrant, float High, float Low) Of(float x) => MathF.Abs(x) < 256f ? OfSmall(x) : OfLarge(x);

    /// <summary>W. J. Cody's and W. Waite's reduction: π/2 in three parts, two of which have exact products with the multiple.</summary>
    private static (int Quadrant, float High, float Low) OfSmall(float x)
    {
        const float TwoOverPi = 0.636619772f, RoundingShift = 12582912f;
        float shifted = x * TwoOverPi + RoundingShift;
        float n = shifted - RoundingShift;
        float first = x - n * 1.57077026f;
        float product = n * 2.60630623e-05f;
        float second = first - product;
        float part = first - second;
        float error = (first - (second + part)) + (part - product) - n * 6.07710063e-11f;
        float high = second + error;
        return ((int)Interop.FloatAsInt(shifted), high, error - (high - second));
    }

    /// <summary>
    /// M. Payne's and R. Hanek's reduction: of 2/π only those 96 bits that decide about the product modulo 4 are multiplied by the
    /// significand. The bits are chosen by masks instead of from a table, which would lie in memory.
    /// </summary>
    private static (int Quadrant, float High, float Low) OfLarge(float x)
    {
        uint bits = Interop.FloatAsInt(x);
        ulong significand = (bits & 0x7F_FFFFU) | 0x80_0000U;
        int position = ((int)(bits >> 23) & 0xFF) - 135;

        uint mask = 0U - ((uint)(position >> 6) & 1U);
        uint a0 = Select(mask, W0, W2), a1 = Select(mask, W1, W3), a2 = Select(mask, W2, W4);
        uint a3 = Select(mask, W3, W5), a4 = Select(mask, W4, W6);
        mask = 0U - ((uint)(position >> 5) & 1U);
        uint b0 = Select(mask, a0, a1), b1 = Select(mask, a1, a2), b2 = Select(mask, a2, a3), b3 = Select(mask, a3, a4);
        int shift = position & 31;
        ulong w0 = Shift(b0, b1, shift), w1 = Shift(b1, b2, shift), w2 = Shift(b2, b3, shift);

        // The upper 64 of the 96 low bits of the product: the quadrant in 2 bits, the fraction in 62. One from ½ on belongs to the
        // next multiple, and is negative as a signed number.
        ulong product = ((significand * w0) << 32) + significand * w1 + ((significand * w2) >> 32);
        long fraction = (long)(product << 2);
        int quadrant = (int)(product >> 62) + (int)((product >> 61) & 1UL);
        double remainder = fraction * 8.515303950216386e-20;
        float high = (float)remainder, low = (float)(remainder - high);
        high = MathF.Abs(x) < float.PositiveInfinity ? high : float.NaN;
        bool isNegative = (int)bits < 0;
        return (isNegative ? -quadrant : quadrant, isNegative ? -high : high, isNegative ? -low : low);
    }

    /// <summary>The first number where the mask is 0, the second where it has all bits.</summary>
    private static uint Select(uint mask, uint first, uint second) => first ^ ((first ^ second) & mask);

    /// <summary>The upper half of two words shifted left by 0 to 31 bits.</summary>
    private static uint Shift(uint upper, uint lower, int count) => (upper << count) | ((lower >> 1) >> (31 - count));
}
