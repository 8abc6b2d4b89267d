using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

internal readonly partial struct DeviceFloat32Math : IDeviceMath<float>
{
    public static float MaxNumber(float x, float y) => MathF.Max(x, y);

    public static bool IsFinite(float x) => float.IsFinite(x);

    public static float OfInteger(int value) => value;

    public static float ShuffleXor(float value, int mask) => Warp.ShuffleXor(value, mask);
}
