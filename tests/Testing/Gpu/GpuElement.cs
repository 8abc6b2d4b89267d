using ILGPU;

namespace SparseLsr.Gen.Testing.Gpu;

/// <summary>The element types of the kernels: how a number becomes one and comes back, and how far rounding moves it.</summary>
internal static class GpuElement
{
    /// <summary>What one rounding to the type moves a number by, relative to it.</summary>
    /// <param name="emulated">A GPU rounds float16 to the nearest; ILGPU's emulation of one cuts off, which moves twice as far.</param>
    public static double Rounding<T>(bool emulated = true)
    {
        if (typeof(T) == typeof(ushort))
            return 1.0 / 256;
        return typeof(T) == typeof(ILGPU.Half) ? emulated ? 1.0 / 1024 : 1.0 / 2048 : 0;
    }

    /// <summary>The smallest step of the type around 0.</summary>
    public static double Step<T>() =>
        typeof(T) == typeof(double) ? double.Epsilon : typeof(T) == typeof(ILGPU.Half) ? Math.Pow(2, -24) : 1.2e-38;

    public static T From<T>(double value)
    {
        if (typeof(T) == typeof(double))
            return (T)(object)value;
        if (typeof(T) == typeof(float))
            return (T)(object)(float)value;
        return typeof(T) == typeof(ILGPU.Half) ? (T)(object)(ILGPU.Half)(float)value : (T)(object)BFloat16Bits((float)value);
    }

    public static double ToDouble<T>(T element) => element switch
    {
        double value => value,
        float value => value,
        ILGPU.Half value => (float)value,
        ushort bits => BitConverter.UInt32BitsToSingle((uint)bits << 16),
        _ => throw new NotSupportedException(typeof(T).Name),
    };

    private static ushort BFloat16Bits(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)0x7FC0 : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
