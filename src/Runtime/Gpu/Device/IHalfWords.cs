using ILGPU;
using ILGPU.Runtime.Cuda;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>A floating-point type of 16 bits, as its bits; two of them make a word, the first in its lower half.</summary>
internal interface IHalfWords
{
    static abstract float Low(uint word);

    static abstract float High(uint word);

    /// <summary>The word of two numbers rounded to the nearest, ties to even; a NaN stays one.</summary>
    static abstract uint Pack(float low, float high);
}

/// <summary>bfloat16: the upper half of a float32.</summary>
internal readonly struct BFloat16Words : IHalfWords
{
    public static float Low(uint word) => Interop.IntAsFloat(word << 16);

    public static float High(uint word) => Interop.IntAsFloat(word & 0xFFFF0000u);

    public static uint Pack(float low, float high)
    {
        if (CudaAsm.IsSupported)
        {
            CudaAsm.Emit("cvt.rn.bf16x2.f32 %0, %1, %2;", out uint word, high, low);
            return word;
        }
        return Round(low) | (Round(high) << 16);
    }

    private static uint Round(float value)
    {
        uint bits = Interop.FloatAsInt(value);
        uint rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
        return (bits & 0x7FFFFFFFu) > 0x7F800000u ? 0x7FC0u : rounded;
    }
}

/// <summary>float16.</summary>
internal readonly struct Float16Words : IHalfWords
{
    public static float Low(uint word) => Interop.IntAsFloat((ushort)word);

    public static float High(uint word) => Interop.IntAsFloat((ushort)(word >> 16));

    public static uint Pack(float low, float high)
    {
        if (CudaAsm.IsSupported)
        {
            CudaAsm.Emit("cvt.rn.f16x2.f32 %0, %1, %2;", out uint word, high, low);
            return word;
        }
        return Interop.FloatAsInt((ILGPU.Half)low) | ((uint)Interop.FloatAsInt((ILGPU.Half)high) << 16);
    }
}
