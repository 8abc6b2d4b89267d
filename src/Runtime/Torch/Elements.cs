using System.Runtime.CompilerServices;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Torch;

/// <summary>Reads and writes single elements of a tensor's memory as float64.</summary>
internal static unsafe class Elements
{
    public static double Read(void* data, ElementType type, long index) => type switch
    {
        ElementType.Float32 => ((float*)data)[index],
        ElementType.Float64 => ((double*)data)[index],
        ElementType.Float16 => (double)((Half*)data)[index],
        _ => BitConverter.UInt32BitsToSingle((uint)((ushort*)data)[index] << 16),
    };

    public static void Write(void* data, ElementType type, long index, double value)
    {
        switch (type)
        {
            case ElementType.Float32:
                ((float*)data)[index] = (float)value;
                break;
            case ElementType.Float64:
                ((double*)data)[index] = value;
                break;
            case ElementType.Float16:
                ((Half*)data)[index] = (Half)value;
                break;
            default:
                ((ushort*)data)[index] = BFloat16Bits((float)value);
                break;
        }
    }

    /// <summary>Rounded to the nearest, ties to even; a NaN stays one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort BFloat16Bits(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
