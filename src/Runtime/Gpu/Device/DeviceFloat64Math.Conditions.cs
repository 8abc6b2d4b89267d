using ILGPU.Util;

namespace SparseLsr.Gen.Gpu.Device;

internal readonly partial struct DeviceFloat64Math
{
    public static bool Less(double x, double y) => x < y;

    public static bool LessOrEqual(double x, double y) => x <= y;

    public static bool Equal(double x, double y) => x == y;

    public static bool And(bool x, bool y) => x & y;

    public static bool Or(bool x, bool y) => x | y;

    public static bool Not(bool x) => !x;

    public static double Select(bool condition, double x, double y) => Utilities.Select(condition, x, y);

    public static double SelectMasked(bool masked, double x, double y) => Utilities.Select(masked, x, y);
}
