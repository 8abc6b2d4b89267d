using ILGPU.Util;

namespace SparseLsr.Gen.Gpu.Device;

internal readonly partial struct DeviceFloat32Math
{
    public static bool Less(float x, float y) => x < y;

    public static bool LessOrEqual(float x, float y) => x <= y;

    public static bool Equal(float x, float y) => x == y;

    public static bool And(bool x, bool y) => x & y;

    public static bool Or(bool x, bool y) => x | y;

    public static bool Not(bool x) => !x;

    public static float Select(bool condition, float x, float y) => Utilities.Select(condition, x, y);

    public static float SelectMasked(bool masked, float x, float y) => Utilities.Select(masked, x, y);
}
