using System.Globalization;

namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>Numbers as PTX writes them: decimal and hexadecimal integers, and the bits of floats (<c>0f3F800000</c>).</summary>
internal static class Literal
{
    private const int SingleLength = 10;
    private const int DoubleLength = 18;

    /// <summary>The bits of an integer, in two's complement.</summary>
    public static bool TryInteger(string text, out ulong bits)
    {
        bool negative = text.StartsWith('-');
        string digits = negative ? text[1..] : text;
        bool isHexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isInteger = isHexadecimal
            ? ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bits);
        if (negative)
            bits = 0 - bits;
        return isInteger;
    }

    /// <summary>The bits of a float of so many bytes; a literal of the other size is converted.</summary>
    public static bool TryFloat(string text, int bytes, out ulong bits)
    {
        bits = 0;
        if (text.Length is not (SingleLength or DoubleLength) || text[0] != '0' || !ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits))
            return false;
        switch (char.ToLowerInvariant(text[1]), text.Length)
        {
            case ('f', SingleLength):
                if (bytes == sizeof(double))
                    bits = BitConverter.DoubleToUInt64Bits(BitConverter.UInt32BitsToSingle((uint)bits));
                return true;
            case ('d', DoubleLength):
                if (bytes == sizeof(float))
                    bits = BitConverter.SingleToUInt32Bits((float)BitConverter.UInt64BitsToDouble(bits));
                return true;
            default:
                return false;
        }
    }
}
